import { setTimeout as pause } from 'node:timers/promises';
import { seededRng } from '../../src/math/rng.ts';
import { Connection, type HttpAnswer } from './connection.ts';

/** Users who ask, in shares that add up to at most 1; the rest is garbage. */
export interface LoadMixture {
  /** Numbers of users who have a history: `firstUser` … `firstUser + userCount − 1`. */
  readonly firstUser: number;
  readonly userCount: number;
  readonly knownRate: number;
  /** Users nobody has heard of. */
  readonly newRate: number;
}

export interface LoadSettings {
  readonly port: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly mixture: LoadMixture;
  readonly seed: number;
}

/** What one request came to. */
export interface Arrival {
  /** When it was due, milliseconds from the beginning. */
  readonly dueMs: number;
  /** From when it was due to its last byte. */
  readonly latencyMs: number;
  /** 0 where the connection broke. */
  readonly status: number;
  /** What is wrong with the answer; `null` where nothing is. */
  readonly fault: string | null;
}

const CONNECTIONS = 128;
const GARBAGE = ['abc', '-1', '1e5', '%00', '..%2f..', '12x', '%F0%9F%98%80', '+7', '0x10'];

/**
 * Asks in open loop: requests come when they are due, at random moments with a fixed mean rate,
 * whether those before have been answered or not, and their latency counts from then. So a stall
 * of the server shows in all that came meanwhile.
 */
export async function openLoad(settings: LoadSettings): Promise<Arrival[]> {
  const rng = seededRng(settings.seed, 'open-load');
  const free = Array.from({ length: CONNECTIONS }, () => new Connection(settings.port));
  const everyConnection = [...free];
  const waiting: { readonly dueMs: number; readonly user: string }[] = [];
  const arrivals: Arrival[] = [];
  const startedMs = performance.now();
  let dueMs = 0;
  let scheduled = 0;
  const send = async (): Promise<void> => {
    const connection = free.pop();
    const next = connection === undefined ? undefined : waiting.shift();
    if (next === undefined)
      return connection === undefined ? undefined : void free.push(connection);
    const answer = await connection!.get(`/recommend/${next.user}`).catch(() => null);
    const latencyMs = performance.now() - startedMs - next.dueMs;
    const fault = faultOf(answer, next.user);
    arrivals.push({ dueMs: next.dueMs, latencyMs, status: answer?.status ?? 0, fault });
    free.push(connection!);
    void send();
  };
  while (dueMs < settings.seconds * 1000) {
    const now = performance.now() - startedMs;
    for (; dueMs <= now && dueMs < settings.seconds * 1000; scheduled++) {
      waiting.push({ dueMs, user: drawUser(settings.mixture, rng) });
      dueMs += (-Math.log(1 - rng.uniform()) * 1000) / settings.perSecond;
      void send();
    }
    await pause(Math.max(0, Math.min(dueMs - now, 1)));
  }
  const patienceMs = performance.now() + 10_000;
  while (arrivals.length < scheduled && performance.now() < patienceMs) await pause(10);
  for (const connection of everyConnection) connection.close();
  return arrivals;
}

function drawUser(
  { firstUser, userCount, knownRate, newRate }: LoadMixture,
  rng: { uniform(): number; integer(below: number): number },
): string {
  const kind = rng.uniform();
  if (kind < knownRate) return String(firstUser + rng.integer(userCount));
  if (kind < knownRate + newRate) return String(2 ** 40 + rng.integer(2 ** 30));
  return GARBAGE[rng.integer(GARBAGE.length)]!;
}

/** Digits get a list of 1 to 20 distinct ids, anything else a short refusal. */
function faultOf(answer: HttpAnswer | null, user: string): string | null {
  if (answer === null) return 'no answer';
  if (!/^\d+$/.test(user))
    return answer.status === 400 ? null : `status ${answer.status} for garbage`;
  if (answer.status !== 200) return `status ${answer.status}`;
  const ids = answer.body.split(',');
  const isSound =
    ids.length <= 20 &&
    new Set(ids).size === ids.length &&
    ids.every((id) => /^[^\s,[\](){}<>"'`\\]{1,500}$/.test(id));
  return isSound ? null : 'an invalid list';
}
