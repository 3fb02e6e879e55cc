import { HOLDOUT_ARMS, holdoutRateOf, type AssignmentRecord } from '../rollout/index.ts';
import { sqlString } from '../store/index.ts';

const [NOT_PERSONAL, PERSONAL] = HOLDOUT_ARMS;

/**
 * The arm of a user as an expression over a column of user ids: `assign` carried out by the engine,
 * so that millions of users need not leave it. NULL for a user who is not in the experiment or
 * whose arm was told and not drawn.
 */
export function armSql(record: AssignmentRecord, userId: string): string {
  const { layer, overrides } = record;
  const told = Object.keys(overrides);
  const conditions = [
    ...(told.length === 0
      ? []
      : [`WHEN ${userId} IN (${told.map(sqlString).join(', ')}) THEN NULL`]),
    ...(layer.from <= 0 && layer.to >= 1
      ? []
      : [
          `WHEN ${unit(layer.salt, userId)} < ${layer.from} OR ${unit(layer.salt, userId)} >= ${layer.to} THEN NULL`,
        ]),
  ];
  return `CASE ${conditions.join(' ')} WHEN ${unit(record.salt, userId)} < ${holdoutRateOf(record)}
    THEN ${sqlString(NOT_PERSONAL)} ELSE ${sqlString(PERSONAL)} END`;
}

/** The arm that is the same in all of the records; NULL for a user who changed between them. */
export function steadyArmSql(records: readonly AssignmentRecord[], userId: string): string {
  const [first, ...rest] = records.map((record) => armSql(record, userId));
  return rest.reduce((arm, next) => `CASE WHEN (${arm}) = (${next}) THEN (${next}) END`, first!);
}

/** `hashUnit`: 52 bits of SHA-256 over 2⁵². */
const unit = (salt: string, userId: string): string =>
  `CAST('0x' || substr(sha256(${sqlString(`${salt}\n`)} || ${userId}), 1, 13) AS BIGINT) / ${2 ** 52}.0`;
