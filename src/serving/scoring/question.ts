import type { User } from '../../domain/catalogue-records.ts';
import type { Explanation, ScoringContext } from '../../evaluation/index.ts';
import type { RankedRows, RankRequest } from '../ranker.ts';
import type { LetterReader, LetterWriter } from './letter.ts';

/** What a model can be asked. */
export type Ask =
  | { readonly kind: 'top'; readonly request: RankRequest }
  | {
      readonly kind: 'explain';
      readonly request: Pick<RankRequest, 'history' | 'context' | 'untilMs'>;
      readonly rows: Uint32Array;
    };

/** What it answers. */
export type Reply =
  | { readonly kind: 'top'; readonly ranked: RankedRows }
  | { readonly kind: 'explain'; readonly explained: readonly (Explanation | null)[] };

const TOP = 0;
const EXPLAIN = 1;

/** Writes what is asked, without its end: whoever is late is sorted out before. */
export function writeAsk(letter: LetterWriter, ask: Ask): void {
  const { history, context } = ask.request;
  letter.number(ask.kind === 'top' ? TOP : EXPLAIN);
  letter.wholes(history.items);
  letter.doubles(history.timesMs);
  letter.doubles(history.completions);
  letter.doubles(history.ratings);
  letter.number(context.asOfMs);
  letter.text(
    context.user === undefined || context.user === null ? '' : JSON.stringify(context.user),
  );
  letter.number(ask.kind === 'top' ? ask.request.k : 0);
  letter.wholes(ask.kind === 'top' ? ask.request.excluded : ask.rows);
}

/** Reads it; its columns hold until the next letter. */
export function readAsk(letter: LetterReader): Ask {
  const kind = letter.number();
  const items = letter.wholes();
  const timesMs = letter.doubles()!;
  const completions = letter.doubles();
  const ratings = letter.doubles();
  const history = {
    items,
    timesMs,
    ...(completions === undefined ? {} : { completions }),
    ...(ratings === undefined ? {} : { ratings }),
  };
  const context = readContext(letter);
  const k = letter.number();
  const rows = letter.wholes();
  return kind === TOP
    ? { kind: 'top', request: { history, context, k, excluded: rows } }
    : { kind: 'explain', request: { history, context }, rows };
}

function readContext(letter: LetterReader): ScoringContext {
  const asOfMs = letter.number();
  const user = letter.text();
  return { asOfMs, user: user === '' ? null : (JSON.parse(user) as User) };
}

export function writeReply(letter: LetterWriter, reply: Reply): void {
  if (reply.kind === 'top') {
    letter.wholes(reply.ranked.rows);
    letter.singles(reply.ranked.scores);
    letter.number(reply.ranked.notANumber);
    return;
  }
  letter.number(reply.explained.length);
  for (const explanation of reply.explained) {
    letter.doubles(explanation?.contributions);
    if (explanation !== null) letter.number(explanation.base);
  }
}

/** Reads a reply; nothing of it lies in the letter any more. */
export function readReply(letter: LetterReader, kind: Ask['kind']): Reply {
  if (kind === 'top') {
    const rows = Uint32Array.from(letter.wholes());
    const scores = Float32Array.from(letter.singles());
    return { kind, ranked: { rows, scores, notANumber: letter.number() } };
  }
  const explained = Array.from({ length: letter.number() }, () => {
    const contributions = letter.doubles();
    return contributions === undefined
      ? null
      : { contributions: Float64Array.from(contributions), base: letter.number() };
  });
  return { kind, explained };
}
