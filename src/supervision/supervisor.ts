import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { endWords, stepAfter } from './restart-policy.ts';
import type { RoleFacts } from './role-facts.ts';
import { startRole, type RoleCommand, type RoleProcess } from './role-process.ts';
import { graceMs, STOP_MS } from './stop-budget.ts';

/** A role to run. */
export interface Role {
  readonly name: string;
  readonly command: RoleCommand;
  /** Whether an exit with 0 is the role's own end, which ends all the others. */
  readonly ends: boolean;
}

/** What a supervisor runs and whom it tells. */
export interface SupervisorOptions {
  /** In the order in which they start; they stop in reverse order. */
  readonly roles: readonly Role[];
  /** A clock that never steps back. */
  readonly monotonic: Clock;
  /** Stops everything in good order. */
  readonly stop: AbortSignal;
  /** A line that a role wrote. */
  readonly line: (role: string, text: string) => void;
  readonly facts: (role: string, facts: RoleFacts) => void;
  /** A sentence of the supervisor's own. */
  readonly say: (sentence: string) => void;
}

/** Why everything ended. */
export type SupervisionEnd =
  | { readonly kind: 'stopped' }
  /** A role reached its own end. */
  | { readonly kind: 'done'; readonly role: string }
  /** A role can never succeed. */
  | { readonly kind: 'gave-up'; readonly role: string };

/**
 * Runs roles as child processes until `stop`, the own end of a role, or a role that can never
 * succeed. A role that ends otherwise is started again, after 1 s, 2 s … 30 s. Every child is gone
 * when this resolves, and also when this process exits in any other way.
 */
export async function superviseRoles(options: SupervisorOptions): Promise<SupervisionEnd> {
  const end = Promise.withResolvers<SupervisionEnd>();
  const stopping = new AbortController();
  const running = new Map<string, RoleProcess>();
  const killAll = (): void => {
    for (const child of running.values()) child.kill('SIGKILL');
  };
  process.on('exit', killAll);
  const onStop = (): void => end.resolve({ kind: 'stopped' });
  if (options.stop.aborted) onStop();
  else options.stop.addEventListener('abort', onStop, { once: true });
  try {
    const lives = options.roles.map((role) =>
      liveOf(role, options, { running, stopping: stopping.signal, end: end.resolve }),
    );
    const reason = await end.promise;
    stopping.abort();
    await stopInReverse(options, running);
    await Promise.all(lives);
    return reason;
  } finally {
    options.stop.removeEventListener('abort', onStop);
    process.off('exit', killAll);
  }
}

interface Household {
  readonly running: Map<string, RoleProcess>;
  readonly stopping: AbortSignal;
  readonly end: (reason: SupervisionEnd) => void;
}

/** One role from its first start to its last end. */
async function liveOf(
  role: Role,
  options: SupervisorOptions,
  { running, stopping, end }: Household,
): Promise<void> {
  const { name } = role;
  let failures = 0;
  while (!stopping.aborted) {
    const startedMs = options.monotonic.nowMs();
    const child = startRole(role.command, {
      line: (text) => options.line(name, text),
      facts: (facts) => options.facts(name, facts),
    });
    running.set(name, child);
    const ended = await child.ended;
    running.delete(name);
    if (stopping.aborted) return;
    const ranMs = options.monotonic.nowMs() - startedMs;
    const step = stepAfter(ended, { failures, ranMs, ends: role.ends });
    if (step.kind === 'done') return end({ kind: 'done', role: name });
    if (step.kind === 'give-up') return end({ kind: 'gave-up', role: name });
    failures = step.failures;
    options.say(`Role ${name} ${endWords(ended)}; it starts again in ${step.delayMs / 1000} s.`);
    await sleep(step.delayMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** Asks one after the other to end, the last started first, and makes those end that do not. */
async function stopInReverse(
  { roles, monotonic, say }: SupervisorOptions,
  running: ReadonlyMap<string, RoleProcess>,
): Promise<void> {
  const deadlineMs = monotonic.nowMs() + STOP_MS;
  const left = roles.flatMap(({ name }) => (running.has(name) ? [name] : []));
  while (left.length > 0) {
    const grace = graceMs(deadlineMs - monotonic.nowMs(), left.length);
    const name = left.pop()!;
    const child = running.get(name);
    if (child === undefined) continue;
    child.kill('SIGTERM');
    const late = new AbortController();
    const isGone = await Promise.race([
      child.ended.then(() => true),
      sleep(grace, false, { signal: late.signal }).catch(() => true),
    ]);
    late.abort();
    if (isGone) continue;
    say(`Role ${name} was busy and is ended at once; what it had not finished is done again.`);
    child.kill('SIGKILL');
    await child.ended;
  }
}
