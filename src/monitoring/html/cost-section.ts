import { figure, html, number, part, table, type Html } from '../../pages/index.ts';
import type { Report } from '../report.ts';

/** What the day took of the machine: steps, roles, and 1,000 lists. */
export function costSection({ cost }: Report): Html {
  const { steps, roles, per1000Answers: per, basis } = cost;
  const when =
    basis === 'latest-of-each'
      ? 'The latest run of every step: without receipts nobody knows when the lists of this day were made.'
      : 'Steps that began, and what the roles took, while the lists of this day were made.';
  return part(
    { id: 'cost', heading: 'What it cost' },
    when,
    per === null
      ? null
      : html`<p>
          1,000 lists took <b>${seconds(per.cpuSeconds)}</b> of
          CPU${per.readBytes === null ? '' : ` and read ${bytes(per.readBytes)}`}, all that the
          serving process does included (${number(per.answers)} lists).
        </p>`,
    table(
      ['step', 'runs', 'time', 'CPU', 'peak memory', 'read'],
      steps.map(({ step, runs, ...took }) => [
        step,
        number(runs),
        seconds(took.seconds),
        seconds(took.cpuSeconds),
        bytes(took.peakMemoryBytes),
        bytes(took.readBytes),
      ]),
    ),
    roles.length === 0
      ? null
      : html`<h4>By role</h4>
          ${table(
            ['role', 'looked at for', 'CPU', 'peak memory', 'read'],
            roles.map(({ role, ...took }) => [
              role,
              seconds(took.seconds),
              seconds(took.cpuSeconds),
              bytes(took.peakMemoryBytes),
              bytes(took.readBytes),
            ]),
          )}`,
  );
}

const seconds = (value: number): string =>
  value >= 600 ? `${figure(value / 60)} min` : value < 0.001 ? '< 1 ms' : `${figure(value)} s`;

function bytes(value: number | null): string {
  if (value === null) return '–';
  if (value >= 1e9) return `${figure(value / 1e9)} GB`;
  return value >= 1e6 ? `${figure(value / 1e6)} MB` : `${figure(value / 1e3)} kB`;
}
