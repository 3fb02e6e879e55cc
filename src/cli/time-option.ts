import { errorOf } from '../domain/errors.ts';

/**
 * Reads an instant as people write it: `2026-03-01`, `2026-03-01T12:30`, with or without seconds
 * and zone; UTC unless a zone is given.
 *
 * @throws InputError `BAD_USAGE`
 */
export function parseInstant(text: string, help: string): number {
  const parsed =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      text,
    );
  const ms =
    parsed === null
      ? Number.NaN
      : Date.parse(`${parsed[1]}T${parsed[2] ?? '00:00'}${parsed[3] ?? 'Z'}`);
  // Date.parse takes 30 February for 2 March; the day must come back as it was written.
  const day = parsed?.[1];
  if (Number.isFinite(ms) && new Date(`${day}T00:00Z`).toISOString().startsWith(day!)) return ms;
  throw errorOf('BAD_USAGE', {
    found: `'${text}' as a time`,
    expected: 'a time such as 2026-03-01 or 2026-03-01T12:30 (UTC)',
    help,
  });
}
