import './days.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Range } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { IntervalRows } from '../parts/interval-rows.tsx';
import { capitalized } from '../words/names.ts';
import { counted } from '../words/numbers.ts';
import { dayWords, utcTime } from '../words/times.ts';
import { DaysHead } from './days-head.tsx';
import { measureWords, type MeasureUnit } from './measure-words.ts';
import { rangeTrends, unmeasured } from './range-trends.ts';
import { rangeDays, rangeName } from './range-words.ts';

const route = getRouteApi('/days/ranges/$key');

/** The report of a week or of other days: how they went, beside the week before. */
export function RangePage() {
  const { key } = route.useParams();
  const query = useControl('GET /v1/ranges/{key}', { path: { key } });
  return (
    <>
      <DaysHead
        title={rangeName(key)}
        actions={
          <>
            <a className="button" href={`/reports/of/${encodeURIComponent(key)}`}>
              As a page to keep
            </a>
            <a className="button" href={`/v1/ranges/${encodeURIComponent(key)}`}>
              JSON
            </a>
          </>
        }
      >
        {query.data === undefined ? '' : lead(query.data)}
      </DaysHead>
      <Asked query={query} what="the report">
        {(range) => <Whole range={range} />}
      </Asked>
    </>
  );
}

const lead = ({ week, from, to, days }: Range): string =>
  `${week === null ? '' : `${rangeDays(from, to)}: `}${counted(days.length, 'day')} with a report, each beside the same weekday of the week before.`;

const QUESTIONS = ['Were we up?', 'Were we right?', 'Did it help?'];

function Whole({ range }: { readonly range: Range }) {
  const trends = useMemo(() => rangeTrends(range), [range]);
  const none = unmeasured(range);
  const { days, missing, headline, revision, issuedAt } = range;
  const open = days.filter(({ complete }) => !complete).length;
  return (
    <>
      <p className="soft small">
        {open === 0
          ? 'The books of all days are closed.'
          : `Provisional: the books of ${counted(open, 'day')} are open.`}
        {missing.length > 0 && ` Nothing in the log of ${missing.join(', ')}.`} Revision {revision},
        issued {utcTime(issuedAt)}.
      </p>
      <dl className="questions">
        {QUESTIONS.map((question, k) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{headline[k]}</dd>
          </div>
        ))}
      </dl>
      <ToDo range={range} />
      <Totals range={range} />
      <section className="block" aria-labelledby="by-day">
        <h2 id="by-day">Day by day</h2>
        <div className="chart-grid">
          {trends.map((trend) => (
            <TrendChart key={trend.caption} trend={trend} />
          ))}
        </div>
        {none.length > 0 && (
          <p className="soft small">Nothing to measure on any of the days: {none.join(', ')}.</p>
        )}
      </section>
      <Worth range={range} />
      <Champions range={range} />
      <DayList range={range} />
    </>
  );
}

type Of = { readonly range: Range };

function ToDo({ range: { findings } }: Of) {
  const urgent = findings.filter(({ severity }) => severity !== 'note');
  return (
    <section className="block" aria-labelledby="to-do">
      <h2 id="to-do">To do</h2>
      {urgent.length === 0 ? (
        <p className="soft">Nothing.</p>
      ) : (
        <ul className="to-do">
          {urgent.map(({ check, severity, days, lastMessage }) => (
            <li key={check} data-urgency={severity === 'block' ? 'now' : 'today'}>
              <b>{severity === 'block' ? 'Grave' : 'Look'}</b>
              <div>
                <p>{lastMessage}</p>
                <p className="soft small">
                  On{' '}
                  {days.map((day, k) => (
                    <span key={day}>
                      {k > 0 && ', '}
                      <Link to="/days/$day" params={{ day }}>
                        {dayWords(day)}
                      </Link>
                    </span>
                  ))}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const KINDS = { sum: 'in all', highest: 'highest of a day', mean: 'on average' } as const;

const Totals = ({ range: { trends } }: Of) => (
  <section className="block" aria-labelledby="totals">
    <h2 id="totals">Beside the week before</h2>
    <p className="soft small">
      Compared over the days whose weekday of the week before has a report too. pp: percentage
      points.
    </p>
    <DataTable
      label="Totals"
      rows={trends}
      keyOf={({ name }) => name}
      columns={[
        { name: 'Measure', of: ({ title, total }) => `${capitalized(title)}, ${KINDS[total]}` },
        { name: 'All days', isNumber: true, of: ({ all, unit }) => measureWords(all, unit) },
        {
          name: 'Compared',
          isNumber: true,
          of: ({ paired, unit }) => measureWords(paired.now, unit),
        },
        {
          name: 'A week before',
          isNumber: true,
          of: ({ paired, unit }) => measureWords(paired.before, unit),
        },
        {
          name: 'Change',
          isNumber: true,
          of: ({ paired, unit }) => changeWords(paired.now, paired.before, unit),
        },
      ]}
    />
  </section>
);

function changeWords(now: number | null, before: number | null, unit: MeasureUnit): string {
  if (now === null || before === null) return '–';
  const sign = (value: number): string => (value < 0 ? '−' : '+');
  if (unit === 'share') {
    const points = 100 * (now - before);
    return `${sign(points)}${Math.abs(points).toFixed(1)} pp`;
  }
  if (before === 0) return '–';
  const part = (100 * (now - before)) / before;
  return `${sign(part)}${Math.abs(part).toFixed(1)} %`;
}

/** What personal lists were worth, by day and over all of them. */
function Worth({ range: { worth } }: Of) {
  const whole = worth.range?.minutesPerUserDay ?? null;
  const rows = [
    ...worth.days.map(({ day, minutesPerUserDay: of }) => ({ name: dayWords(day), of })),
    ...(whole === null
      ? []
      : [{ name: counted(worth.range!.days, 'day together', 'days together'), of: whole }]),
  ].flatMap(({ name, of }) =>
    of === null || of.mean === null ? [] : [{ name, mean: of.mean, low: of.low, high: of.high }],
  );
  return (
    <section className="block" aria-labelledby="worth">
      <h2 id="worth">What personal lists were worth</h2>
      {rows.length === 0 ? (
        <p className="soft">
          Nobody can say: it takes viewers who are drawn to get lists that are not personal.
        </p>
      ) : (
        <IntervalRows
          caption="More minutes a viewer and day than without personal lists, 95 % intervals. A single day is mostly chance; the last row is the surest."
          unit="min a viewer and day"
          digits={2}
          rows={rows}
        />
      )}
    </section>
  );
}

const Champions = ({ range: { champions } }: Of) => (
  <section className="block" aria-labelledby="champions">
    <h2 id="champions">Which models came</h2>
    {champions.length === 0 ? (
      <p className="soft">The champion stayed the same.</p>
    ) : (
      <DataTable
        label="Changes of the champion"
        rows={champions}
        keyOf={({ at, to }) => `${at} ${to}`}
        columns={[
          { name: 'When', of: ({ at }) => utcTime(at) },
          { name: 'What', of: ({ action }) => action },
          { name: 'To', of: ({ to }) => to },
        ]}
      />
    )}
  </section>
);

const DayList = ({ range: { days } }: Of) => (
  <section className="block" aria-labelledby="days">
    <h2 id="days">The days</h2>
    <DataTable
      label="Days"
      rows={days}
      keyOf={({ day }) => day}
      columns={[
        {
          name: 'Day',
          of: ({ day }) => (
            <Link to="/days/$day" params={{ day }}>
              {dayWords(day)}
            </Link>
          ),
        },
        { name: 'Books', of: ({ complete }) => (complete ? 'closed' : 'open') },
        { name: 'Revision', isNumber: true, of: ({ revision }) => revision },
        { name: 'Beside', of: ({ weekBefore }) => weekBefore?.day ?? 'nothing' },
        {
          name: 'To do',
          of: ({ toDo }) => (toDo === 0 ? 'nothing' : counted(toDo, 'thing')),
        },
      ]}
    />
  </section>
);
