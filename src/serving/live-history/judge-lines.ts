import type { Catalogue } from '../../catalogue/index.ts';
import type { StreamEvent } from '../../domain/stream-event.ts';
import {
  rejected,
  WordDictionary,
  type DecodedLine,
  type LineBlock,
  type LineDecoder,
  type QuarantineReason,
} from '../../events/index.ts';
import { knownItems, knownUsers, lineText } from '../../ingest/index.ts';
import { judgeEvent, repairLine, userIdBound } from '../../quality/index.ts';
import { contactScratch, isLike, noteEvent, type HistoryTables } from './history-events.ts';

/** What lines are judged with. */
export interface LineGrounds {
  readonly tables: HistoryTables;
  readonly decoder: LineDecoder;
  readonly catalogue: Catalogue | null;
  /** Largest user id that the log has shown to be real; 0 for none. */
  readonly userIdBound: number;
  /** Lines that ingest judges with one bound: those whose offsets lie between multiples of it. */
  readonly leafLines: number;
}

/** Puts lines of blocks into the tables, as far as they can be used. */
export interface LineTaker {
  /** Takes a line of a block. @returns whether it was used, or holds nothing that could be */
  take(block: LineBlock, line: number): boolean;
  /** Lines before the next one have shown this user id, and those before them, to be real. */
  readonly userIdBound: number;
}

/**
 * Makes the function that takes lines. It judges a line as ingest does: decode, hold the ids against
 * the catalogue, repair where that is certain. A line that ingest would set aside, or let wait for
 * the catalogue, is not used; whether a line came before is not asked, for it would change nothing.
 */
export function lineTaker(grounds: LineGrounds): LineTaker {
  const { tables, decoder, catalogue } = grounds;
  const scratch = contactScratch();
  let bound = userIdBound(grounds.userIdBound);
  let leaf = -1;
  const quick = quickTaker(grounds, (user) => bound.seeNumber(user));
  let shown: { block: LineBlock; textOf: (line: number) => string | null } | null = null;
  /** What a faulty line was, where that is certain. */
  const meant = (text: string, reason: QuarantineReason): StreamEvent | null => {
    const attempt = repairLine(text, reason, { decoder, catalogue, userIdBound: bound.before });
    return attempt.kind === 'repaired' ? attempt.candidate.event : null;
  };
  const eventOf = (text: string | null): StreamEvent | null => {
    const decoded: DecodedLine = text === null ? rejected('not_utf8') : decoder.decode(text);
    if (!decoded.ok) return text === null ? null : meant(text, decoded.reason);
    bound.see(decoded.event.userId);
    const verdict = judgeEvent(decoded.event, catalogue);
    if (verdict.kind === 'pending') return null;
    return verdict.kind === 'rejected' ? meant(text!, verdict.reason) : decoded.event;
  };
  return {
    take: (block, line) => {
      if (shown?.block !== block) shown = { block, textOf: lineText(block) };
      const leafNow = Math.floor((block.firstOffset + line) / grounds.leafLines);
      if (leafNow !== leaf) bound = userIdBound(bound.after);
      leaf = leafNow;
      if (quick?.(block, line) === true) return true;
      const event = eventOf(shown.textOf(line));
      if (event !== null) noteEvent(tables, event, scratch);
      return event !== null;
    },
    get userIdBound() {
      return bound.after;
    },
  };
}

/**
 * The quick way, from bytes and without a string, for lines whose movie and user the catalogue has and
 * whose minute the movie can have; all others it leaves. `null` where the decoder has no scanner.
 */
function quickTaker(
  { tables, decoder, catalogue }: LineGrounds,
  seeUser: (user: number) => void,
): ((block: LineBlock, line: number) => boolean) | null {
  const scanner = decoder.scanner?.();
  if (scanner === undefined) return null;
  const scratch = contactScratch();
  const isKnownUser = knownUsers(catalogue);
  const span = { bytes: new Uint8Array(0) as Uint8Array, start: 0, end: 0 };
  const idSpan = { ...span };
  const dictionary = boundedWords(catalogue);
  return (block, line) => {
    span.bytes = idSpan.bytes = block.bytes;
    span.start = block.starts[line]!;
    span.end = block.ends[line]!;
    if (!scanner.scan(span)) return false;
    idSpan.start = scanner.itemStart;
    idSpan.end = scanner.itemEnd;
    const { words, items, numbers } = dictionary.now();
    const word = words.numberOf(idSpan);
    if (word < 0 || !isKnownUser(scanner.user)) return false;
    const { kind, value, timeMs } = scanner;
    if (value > items.limit(word, kind)) return false;
    seeUser(scanner.user);
    const item = (numbers[word] ??= tables.items.add(words.texts[word]!));
    if (item < 0) return true;
    scratch.item = item;
    scratch.kind = kind;
    scratch.timeMs = timeMs;
    scratch.value = value;
    scratch.isLike = isLike(tables.rule, scratch);
    tables.contacts.note(tables.users.addNumber(scanner.user), scratch);
    return true;
  };
}

/** Words beyond this number are forgotten: any line may hold a new one. */
const MOST_WORDS = 200_000;

/** The words of lines, what the catalogue says of them, and their numbers in the tables. */
function boundedWords(catalogue: Catalogue | null) {
  const fresh = () => {
    const words = new WordDictionary();
    return { words, items: knownItems(words, catalogue), numbers: [] as number[] };
  };
  let current = fresh();
  return {
    now: () => {
      if (current.words.size > MOST_WORDS) current = fresh();
      return current;
    },
  };
}
