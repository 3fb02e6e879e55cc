import { control } from '../api/control.ts';
import type { Told } from '../api/control-types.ts';

/** What a viewer does on this page. */
export type Deed =
  | { readonly kind: 'watch'; readonly itemId: string; readonly minutes: number }
  | { readonly kind: 'rate'; readonly itemId: string; readonly rating: number };

/**
 * Has the log say what a viewer did, as the service would, and waits until it is kept.
 *
 * @throws Refused where it was not taken
 */
export function doDeed(userId: string, deed: Deed): Promise<Told> {
  const { itemId } = deed;
  return deed.kind === 'watch'
    ? control('POST /v1/users/{userId}/watches', {
        path: { userId },
        body: { itemId, minutes: deed.minutes },
      })
    : control('POST /v1/users/{userId}/ratings', {
        path: { userId },
        body: { itemId, rating: deed.rating },
      });
}
