import { FACE_SLOTS } from './item-table.ts';
import type { World } from './world.ts';

/** What no API tells about an item; part of the truth. */
export interface HiddenItem {
  readonly itemId: string;
  readonly quality: number;
  readonly fame: number;
  readonly faces: readonly number[];
}

/** Looks up the hidden traits of items. */
export const hiddenItemsOf =
  ({ items }: World) =>
  (item: number): HiddenItem => ({
    itemId: items.ids[item]!,
    quality: items.quality[item]!,
    fame: items.fame[item]!,
    faces: [...items.faces.subarray(item * FACE_SLOTS, (item + 1) * FACE_SLOTS)],
  });
