import type { Catalogue } from '../catalogue/index.ts';
import type { StreamEvent } from '../domain/stream-event.ts';
import { rejected, type DecodedLine, type LineBlock, type LineDecoder } from '../events/index.ts';
import { checkItem, checkUser, type DuplicateWindow, type Standing } from '../quality/index.ts';
import { canonicalRows } from './canonical-row.ts';
import type { Leaf } from './leaf.ts';
import { lineTexts } from './line-texts.ts';

/** What verdicts depend on besides the line. */
export interface Judgement {
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
  readonly window: DuplicateWindow;
}

/** Judges the lines `first` (included) to `last` (excluded) of a block into a leaf. */
export type JudgeBlock = (
  block: LineBlock,
  lines: { first: number; last: number },
  leaf: Leaf,
) => void;

/**
 * Makes the function that gives every line its place in the ledger: decode, look for a repeat,
 * hold the ids against the catalogue. Whether a line repeats another does not depend on the
 * catalogue, so a line can be held against a later one without its neighbours.
 */
export function judgeBlocks({ decoder, catalogue, window }: Judgement): JudgeBlock {
  const canonical = canonicalRows();
  return (block, { first, last }, leaf) => {
    const textAt = lineTexts(block, first, last);
    const { bytes, starts, ends } = block;
    let rawAt = leaf.raw.length;
    leaf.raw.append(block, first, last);
    for (let line = first; line < last; line++) {
      const position = block.firstOffset + line;
      const [start, end] = [starts[line]!, ends[line]!];
      const place = { position, start: rawAt, end: rawAt + end - start };
      rawAt = place.end + 1;
      const text = textAt(line);
      const decoded: DecodedLine = text === null ? rejected('not_utf8') : decoder.decode(text);
      if (!decoded.ok) {
        leaf.reject(place, decoded.reason);
        continue;
      }
      const { event } = decoded;
      if (window.isRepeat(event.time.ms, { bytes, start, end })) {
        leaf.countDuplicate();
        continue;
      }
      const item = catalogue === null ? 'known' : checkItem(event, catalogue);
      const user = catalogue === null ? 'known' : checkUser(event, catalogue);
      if (item === 'unknown') leaf.reject(place, 'unknown_item');
      else if (user === 'unknown') leaf.reject(place, 'unknown_user');
      else {
        leaf.accept(place, event, canonical(position, event));
        if (catalogue !== null) noteUnverified(event, { item, user, catalogue, leaf });
      }
    }
    leaf.to = block.firstOffset + last;
  };
}

function noteUnverified(
  event: StreamEvent,
  {
    item,
    user,
    catalogue,
    leaf,
  }: { item: Standing; user: Standing; catalogue: Catalogue; leaf: Leaf },
): void {
  if (user === 'unverified') leaf.noteUnverified('user', event.userId);
  if (item !== 'unverified' || event.kind === 'account') return;
  const lacking =
    event.kind === 'recommendation'
      ? event.itemIds.find((itemId) => !catalogue.hasItem(itemId))!
      : event.itemId;
  leaf.noteUnverified('item', lacking);
}
