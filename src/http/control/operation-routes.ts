import type { FastifyInstance } from 'fastify';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { OPERATION_CONTRACTS } from './contracts/operations.ts';
import { cursorOf, keyIn } from './cursors.ts';
import type { Operations } from './operations.ts';

/** Adds what is under way, and who changed what. */
export function addOperationRoutes(
  app: FastifyInstance,
  { metadata }: ControlParts,
  operations: Operations,
): void {
  addControlRoute(app, OPERATION_CONTRACTS.operations, () => ({ operations: operations.all() }));
  addControlRoute(app, OPERATION_CONTRACTS.operation, ({ params: { operationId } }) =>
    operations.one(operationId),
  );
  addControlRoute(app, OPERATION_CONTRACTS.audit, async ({ query }) => {
    const { limit, cursor, action, actor } = query;
    let asked = metadata
      .selectFrom('audit')
      .selectAll()
      .orderBy('entry', 'desc')
      .limit(limit + 1);
    if (action !== undefined) asked = asked.where('action', '=', action);
    if (actor !== undefined) asked = asked.where('actor', '=', actor);
    if (cursor !== undefined) asked = asked.where('entry', '<', Number(keyIn(cursor, 1)[0]));
    const rows = await asked.execute();
    const entries = rows.slice(0, limit).map(toldEntry);
    const last = entries.at(-1);
    const isMore = rows.length > limit && last !== undefined;
    return { entries, next: isMore ? cursorOf([last.entry]) : null };
  });
}

/** A row of the audit trail as it is told. */
export const toldEntry = ({
  entry,
  at,
  actor,
  action,
  details,
}: {
  readonly entry: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly details: string;
}) => ({ entry, at, actor, action, details: JSON.parse(details) as unknown });
