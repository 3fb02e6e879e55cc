import type { AskOptions, Asked, CatalogueApi, CatalogueQuestions } from '../catalogue/index.ts';
import { readReply, type Body } from './catalogue-http-answers.ts';
import { circuitBreaker } from './catalogue-http-breaker.ts';
import { requestBucket } from './catalogue-http-bucket.ts';
import { requestJson } from './catalogue-http-request.ts';
import { backoffMs, type HttpTiming } from './catalogue-http-timing.ts';

/** How the APIs are asked; defaults suit a service whose limit is not known. */
export interface CatalogueHttpOptions {
  /** `http://HOST:PORT`, without a path. */
  readonly address: string;
  readonly timing: HttpTiming;
  /** Sent with every request, such as `authorization`; never shown. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Most requests a second. */
  readonly perSecond?: number;
  readonly concurrency?: number;
  readonly timeoutMs?: number;
  /** Attempts at one request before its ids stay unanswered. */
  readonly attempts?: number;
  readonly backoff?: { readonly baseMs: number; readonly capMs: number };
  readonly breaker?: { readonly failures: number; readonly restMs: number };
  /** How long a caller that waits goes on without a single answer. */
  readonly patienceMs?: number;
}

const BATCH_IDS = 200;
/** Longest list of ids in a path; servers refuse requests whose first line is too long. */
const BATCH_CHARACTERS = 6_000;
const DEFAULTS = {
  headers: {},
  perSecond: 50,
  concurrency: 8,
  timeoutMs: 5_000,
  attempts: 5,
  backoff: { baseMs: 200, capMs: 10_000 },
  breaker: { failures: 5, restMs: 10_000 },
  patienceMs: 60_000,
};
/** Pause after a refusal that does not say how long. */
const REFUSED_MS = 1_000;

/** Some ids that one request asks for. */
interface Ask {
  readonly kind: 'item' | 'user';
  readonly ids: readonly string[];
  /** Whether a batch with these ids was said not to be there. */
  readonly doubted?: true;
}

/**
 * The user and the movie API over HTTP. Requests leave at a limited rate that gives way to refusals,
 * a limited number at a time, each with a deadline; what fails is tried again after a random pause;
 * a breaker leaves an API that is down in peace. Whether several movies may be asked for at once is
 * found out by doing it.
 */
export function catalogueHttp(options: CatalogueHttpOptions): CatalogueApi {
  const given = { ...DEFAULTS, ...options };
  const { timing, address } = given;
  const bucket = requestBucket(given.perSecond, timing.clock);
  const breaker = circuitBreaker(given.breaker, timing.clock);
  const base = address.replace(/\/+$/, '');
  let batches: 'unknown' | 'work' | 'fail' = 'unknown';
  let lastAnswerMs = timing.clock.nowMs();
  let problem: string | null = null;

  /** Waits until a request may leave; false when the caller does not want to wait that long. */
  const admitted = async ({ stop, whenDown }: AskOptions): Promise<boolean> => {
    for (let waitMs = breaker.admitMs(); waitMs > 0; waitMs = breaker.admitMs()) {
      const outOfPatience = timing.clock.nowMs() - lastAnswerMs > given.patienceMs;
      if (whenDown === 'leave' || stop.aborted || outOfPatience) return false;
      await timing.pause(waitMs, stop);
    }
    await timing.pause(bucket.reserveMs(), stop);
    return !stop.aborted;
  };

  /** One request with its further attempts. `null` when there is no answer to be had. */
  const answersTo = async (
    ask: Ask,
    how: AskOptions,
  ): Promise<ReadonlyMap<string, Body> | 'not-found' | null> => {
    const path = ask.ids.map(encodeURIComponent).join(',');
    const url = `${base}/${ask.kind === 'item' ? 'movie' : 'user'}/${path}`;
    for (let attempt = 0; attempt < given.attempts;) {
      if (!(await admitted(how))) return null;
      const nowMs = timing.clock.nowMs();
      const { headers, timeoutMs } = given;
      const reply = await requestJson(url, { headers, timeoutMs, stop: how.stop, nowMs });
      if (reply.kind === 'refused') {
        breaker.succeeded();
        problem = 'too many requests';
        bucket.slowDown(reply.retryMs ?? REFUSED_MS);
        if (how.whenDown === 'leave') attempt++;
        if (nowMs - lastAnswerMs > given.patienceMs) return null;
        continue;
      }
      const read =
        reply.kind === 'json'
          ? readReply(reply.body, ask.kind, ask.ids)
          : { kind: 'nonsense' as const, problem: reply.problem };
      if (read.kind !== 'nonsense') {
        breaker.succeeded();
        bucket.wentWell();
        lastAnswerMs = timing.clock.nowMs();
        return read.kind === 'not-found' ? 'not-found' : read.byId;
      }
      if (how.stop.aborted) return null;
      breaker.failed();
      problem = read.problem;
      attempt++;
      await timing.pause(backoffMs(attempt - 1, given.backoff, timing.rng), how.stop);
    }
    return null;
  };

  /** Asks for ids; gives further asks where it takes more than one, and what stays open. */
  const work = async (ask: Ask, how: AskOptions): Promise<{ more: Ask[]; open: Ask | null }> => {
    const answers = await answersTo(ask, how);
    const single = ask.ids.length === 1;
    if (answers === null) {
      // What cannot be had together may be had one by one, unless nothing can be had.
      const apart = !single && breaker.state === 'closed' && !how.stop.aborted;
      if (!apart) return { more: [], open: ask };
      if (batches === 'unknown') batches = 'fail';
      return { more: singles(ask, ask.ids), open: null };
    }
    if (answers === 'not-found') {
      if (single) how.take({ kind: ask.kind, id: ask.ids[0]!, body: null });
      const doubted = single ? [] : singles(ask, ask.ids);
      return { more: doubted.map((one) => ({ ...one, doubted: true })), open: null };
    }
    for (const [id, body] of answers) how.take({ kind: ask.kind, id, body });
    if (!single) batches = 'work';
    else if (ask.doubted && batches === 'unknown') batches = 'fail';
    // Only what is asked for alone is said not to be there in so many words.
    return {
      more: singles(
        ask,
        ask.ids.filter((id) => !answers.has(id)),
      ),
      open: null,
    };
  };

  return {
    name: base,
    ask: async (questions, how) => {
      lastAnswerMs = timing.clock.nowMs();
      problem = null;
      const open: Ask[] = [];
      let round = asksFor(questions, batches !== 'fail');
      while (round.length > 0) {
        const asks = round[Symbol.iterator]();
        const next: Ask[] = [];
        const turn = async (): Promise<void> => {
          for (const ask of asks) {
            const apart = batches === 'fail' && ask.ids.length > 1;
            const done = apart ? { more: singles(ask, ask.ids), open: null } : await work(ask, how);
            next.push(...done.more);
            if (done.open !== null) open.push(done.open);
          }
        };
        await Promise.all(Array.from({ length: given.concurrency }, turn));
        round = next;
      }
      return askedOf(open, problem);
    },
  };
}

const singles = ({ kind }: Ask, ids: readonly string[]): Ask[] =>
  ids.map((id) => ({ kind, ids: [id] }));

/** Users one by one, movies in batches where those may work. */
function asksFor({ items, users }: CatalogueQuestions, batched: boolean): Ask[] {
  const asks: Ask[] = [];
  let batch: string[] = [];
  let length = 0;
  for (const id of items) {
    const size = encodeURIComponent(id).length + 1;
    if (batch.length === (batched ? BATCH_IDS : 1) || length + size > BATCH_CHARACTERS) {
      if (batch.length > 0) asks.push({ kind: 'item', ids: batch });
      [batch, length] = [[], 0];
    }
    batch.push(id);
    length += size;
  }
  if (batch.length > 0) asks.push({ kind: 'item', ids: batch });
  return [...asks, ...users.map((id): Ask => ({ kind: 'user', ids: [id] }))];
}

const askedOf = (open: readonly Ask[], problem: string | null): Asked => {
  const idsOf = (kind: Ask['kind']): string[] =>
    open.filter((ask) => ask.kind === kind).flatMap(({ ids }) => ids);
  const unanswered = { items: idsOf('item'), users: idsOf('user') };
  return { unanswered, problem: open.length === 0 ? null : problem };
};
