import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../domain/clock.ts';
import { errorOf, messageOf } from '../../domain/errors.ts';
import type { Metadata } from '../../store/index.ts';
import type { Operation } from './contracts/operations.ts';
import type { Operator, OperatorEnd, OperatorRequest } from './operator.ts';

/** Work that was asked for since the server began. */
export interface Operations {
  /** The latest first. */
  all(): Operation[];
  /** @throws NotFoundError `RECORD_UNKNOWN` */
  one(id: string): Operation;
  /** @throws ConflictError `OPERATION_BUSY`, `OPERATION_KEY`; UnavailableError `OPERATION_NONE` */
  start(asked: OperatorRequest & { readonly key?: string | undefined }): Promise<Operation>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

const MOST_KEPT = 100;
const MOST_SENTENCES = 20;

/** A piece of work as it is kept: what of it changes is replaced. */
interface Kept {
  readonly key: string | undefined;
  readonly asked: string;
  operation: Operation;
  done: Promise<void>;
}

/**
 * Keeps the work that operators ask for. One of a kind is done at a time; what is asked, by whom and
 * why stands in the audit trail before it begins, and how it ended afterwards.
 */
export function operationsOf(
  operator: Operator | null,
  { metadata, clock }: { readonly metadata: Metadata; readonly clock: Clock },
): Operations {
  const kept: Kept[] = [];
  const at = (): string => new Date(clock.nowMs()).toISOString();
  const audit = (actor: string, action: string, details: object): Promise<unknown> =>
    metadata
      .insertInto('audit')
      .values({ at: at(), actor, action, details: JSON.stringify(details) })
      .execute();
  const run = async (entry: Kept, asked: OperatorRequest, work: Operator): Promise<void> => {
    const say = (sentence: string): void => {
      const progress = [...entry.operation.progress, sentence].slice(-MOST_SENTENCES);
      entry.operation = { ...entry.operation, progress };
    };
    const end = await work(asked, say).catch((thrown: unknown): OperatorEnd => ({
      problem: { code: 'OPERATION_FAILED', message: messageOf(thrown) },
    }));
    const outcome =
      'problem' in end
        ? { state: 'failed' as const, problem: end.problem }
        : { state: 'done' as const, result: { ...end.result } };
    entry.operation = { ...entry.operation, ...outcome, finishedAt: at() };
    const { id } = entry.operation;
    await audit(asked.actor, `${asked.kind}-${outcome.state}`, { operation: id, ...end });
  };
  return {
    all: () => kept.map(({ operation }) => operation),
    one: (id) => {
      const found = kept.find(({ operation }) => operation.id === id);
      if (found === undefined) throw errorOf('RECORD_UNKNOWN', { what: 'operation', id });
      return found.operation;
    },
    start: async ({ key, ...asked }) => {
      const { kind, actor, reason, request } = asked;
      if (operator === null) throw errorOf('OPERATION_NONE', { kind });
      const text = JSON.stringify([kind, actor, reason, request]);
      const before = key === undefined ? undefined : kept.find((entry) => entry.key === key);
      if (before?.asked === text) return before.operation;
      if (before !== undefined) throw errorOf('OPERATION_KEY', { found: before.operation.kind });
      requireIdle(kept, kind);
      const operation: Operation = {
        id: randomUUID(),
        kind,
        state: 'running',
        actor,
        reason,
        startedAt: at(),
        finishedAt: null,
        progress: [],
        result: null,
        problem: null,
      };
      const entry: Kept = { key, asked: text, operation, done: Promise.resolve() };
      kept.unshift(entry);
      kept.splice(MOST_KEPT);
      await audit(actor, `${kind}-asked`, { operation: operation.id, reason, ...request });
      entry.done = run(entry, asked, operator);
      return operation;
    },
    settled: async () => void (await Promise.allSettled(kept.map(({ done }) => done))),
  };
}

function requireIdle(kept: readonly Kept[], kind: Operation['kind']): void {
  const busy = kept.find(
    ({ operation }) => operation.kind === kind && operation.state === 'running',
  );
  if (busy !== undefined)
    throw errorOf('OPERATION_BUSY', { kind, found: busy.operation.startedAt });
}

/** The key under which something asked for is done once; `undefined` where none is given. */
export const onceKeyIn = (headers: IncomingHttpHeaders): string | undefined => {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
};
