import type { Report } from '../report.ts';
import {
  barChart,
  counted,
  figureOf,
  html,
  millis,
  number,
  part,
  percent,
  table,
  type Html,
} from '../../pages/index.ts';

const REQUESTS = { id: 'requests', heading: 'Requests' };

/** Requests and availability by hour, with what went wrong. */
export function requestSection(report: Report): Html {
  const { requests, answered, hours } = report;
  if (requests === 0)
    return part(REQUESTS, 'Nobody asked for a list on this day, so there is nothing to judge.');
  const chart = barChart(
    hours.map(({ hour, requests, answered, availability }) => ({
      label: hour % 6 === 0 ? `${hour} h` : '',
      title:
        availability === null
          ? `${hour} h: no request`
          : `${hour} h: ${counted(requests, 'request')}, ${percent(availability)} answered`,
      parts: [
        { value: answered, colour: 'good' },
        { value: requests - answered, colour: 'bad' },
      ],
    })),
    {
      title: 'Requests by hour of the day, answered and failed',
      unit: 'requests per hour',
      xLabel: HOURS,
    },
  );
  return part(
    REQUESTS,
    `${number(answered)} of ${counted(requests, 'request')} got a list that the service could show.`,
    chart,
    figureOf(
      availabilityByHour(report),
      [
        { colour: 'good', means: 'answered' },
        { colour: 'bad', means: 'voided or unanswered' },
      ],
      hourTable(report),
    ),
    failures(report),
    worstHours(report),
  );
}

const HOURS = 'hour of the day (UTC)';

const hourTable = ({ hours }: Report): Html =>
  table(
    ['hour (UTC)', 'requests', 'answered', 'availability'],
    hours.map(({ hour, requests, answered, availability }) => [
      `${hour}:00`,
      number(requests),
      number(answered),
      availability === null ? '–' : percent(availability),
    ]),
  );

const availabilityByHour = ({ hours }: Report): Html =>
  barChart(
    hours.map(({ hour, availability }) => ({
      label: hour % 6 === 0 ? `${hour} h` : '',
      title: `${hour} h: ${availability === null ? 'no request' : `${percent(availability)} answered`}`,
      parts: [
        { value: 100 * (availability ?? 0), colour: 'good' },
        { value: availability === null ? 0 : 100 * (1 - availability), colour: 'bad' },
      ],
    })),
    {
      title: 'Availability by hour of the day',
      unit: 'availability, %',
      xLabel: HOURS,
      most: 100,
      height: 150,
    },
  );

const CAUSES: Readonly<Record<string, string>> = {
  timeout: 'the answer took too long',
  refused: 'nothing listened on our port',
  connection: 'our machine could not be reached',
  other: 'other causes',
};

function failures({ requests, voided, voidedIds, unansweredBy, otherStatus }: Report): Html | null {
  const share = (n: number): string => percent(n / requests);
  const rows: (string | Html)[][] = Object.entries(unansweredBy).map(([cause, n]) => [
    CAUSES[cause] ?? `our server answered with ${cause.replace('-', ' ')}`,
    counted(n, 'request'),
    share(n),
  ]);
  if (voided > 0)
    rows.unshift(['the list held something unknown', counted(voided, 'request'), share(voided)]);
  if (otherStatus > 0)
    rows.push(['another status', counted(otherStatus, 'request'), share(otherStatus)]);
  if (rows.length === 0) return null;
  const ids = voidedIds.map(({ id, answers }) => [
    html`<code>${id}</code>`,
    counted(answers, 'list'),
  ]);
  return html`<h4>Why requests failed</h4>
    ${table(['cause', 'requests', 'share of all'], rows)}${
      ids.length === 0
        ? null
        : html`<h4>What the service did not know as a movie</h4>
            ${table(['as it stood in the list', 'voided'], ids)}`
    }`;
}

function worstHours({ hours }: Report): Html | null {
  const worst = hours
    .filter(({ availability }) => availability !== null && availability < 0.99)
    .sort((a, b) => a.availability! - b.availability! || a.hour - b.hour)
    .slice(0, 3);
  if (worst.length === 0) return null;
  return html`<h4>Worst hours</h4>
    ${table(
      ['hour (UTC)', 'requests', 'availability'],
      worst.map(({ hour, requests, availability }) => [
        `${hour}:00 to ${hour + 1}:00`,
        counted(requests, 'request'),
        percent(availability!),
      ]),
    )}`;
}

/** How long answers took. */
export function latencySection({ requests, latencyMs, latencyHistogram }: Report): Html | null {
  if (requests === 0) return null;
  const name = (fromMs: number, toMs: number | null): string =>
    toMs === null ? `${fromMs} ms or more` : `${fromMs} to ${toMs} ms`;
  const chart = barChart(
    latencyHistogram.map(({ fromMs, toMs, requests }) => ({
      label: toMs === null ? 'more' : String(toMs),
      title: `${name(fromMs, toMs)}: ${counted(requests, 'request')}`,
      parts: [{ value: requests, colour: fromMs >= 600 ? 'bad' : 'good' }],
    })),
    {
      title: 'Requests by time taken',
      unit: 'requests',
      xLabel: 'time taken, less than so many ms',
    },
  );
  return part(
    { id: 'waiting', heading: 'Waiting time' },
    `As the caller measured it: half of the requests took at most ${millis(latencyMs.p50)}, 95 % at most ${millis(latencyMs.p95)}, 99 % at most ${millis(latencyMs.p99)}.`,
    figureOf(
      chart,
      [
        { colour: 'good', means: 'in time' },
        { colour: 'bad', means: '600 ms or more, when callers give up' },
      ],
      table(
        ['time taken', 'requests'],
        latencyHistogram.map(({ fromMs, toMs, requests }) => [
          name(fromMs, toMs),
          number(requests),
        ]),
      ),
    ),
  );
}
