import type { ExperimentReport } from '../api/control-types.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Facts } from '../parts/facts.tsx';
import { count, counted, figure, percent } from '../words/numbers.ts';
import { capitalized } from '../words/names.ts';
import { duration } from '../words/times.ts';
import { differenceWords, metricWords, valueWords } from './metric-words.ts';

type Of = { readonly report: ExperimentReport };

const GUARDRAIL = {
  broken: '✕ broken',
  kept: '✓ kept',
  open: '… open',
  'not-measured': 'too few viewers',
} as const;

/** Harm that ends the experiment whatever else speaks for it. */
export const Guardrails = ({ report: { guardrails } }: Of) => (
  <section className="block" aria-labelledby="guardrails">
    <h2 id="guardrails">Guardrails</h2>
    {guardrails.length === 0 ? (
      <p className="soft">The plan declares none.</p>
    ) : (
      <>
        <p className="soft small">
          Positive is worse. Broken: more than is borne, for certain. Kept: more than is borne is
          excluded. Open: neither yet.
        </p>
        <DataTable
          label="Guardrails"
          rows={guardrails}
          keyOf={({ metric }) => metric}
          columns={[
            {
              name: 'Metric',
              of: ({ metric }) =>
                `${capitalized(metricWords(metric).title)}, ${metricWords(metric).unit}`,
            },
            {
              name: 'Borne',
              isNumber: true,
              of: ({ metric, bears, worse }) =>
                `${figure(bears * metricWords(metric).times)} ${worse === 'above' ? 'more' : 'less'}`,
            },
            { name: 'Seen', isNumber: true, of: ({ metric, seen }) => harm(metric, seen) },
            { name: 'At least', isNumber: true, of: ({ metric, least }) => harm(metric, least) },
            { name: 'At most', isNumber: true, of: ({ metric, most }) => harm(metric, most) },
            {
              name: 'State',
              of: ({ state }) => (
                <span className="run-state" data-state={state === 'broken' ? 'failed' : undefined}>
                  {GUARDRAIL[state]}
                </span>
              ),
            },
          ]}
        />
      </>
    )}
  </section>
);

const harm = (metric: string, value: number | null): string =>
  value === null ? '–' : differenceWords(metric, value);

/** Whether viewers fall to the arms as they were drawn. */
export function SampleRatio({ report: { sampleRatio } }: Of) {
  if (sampleRatio === null) return null;
  const { enrolled, declared, observed, p, isKept } = sampleRatio;
  return (
    <section className="block" aria-labelledby="sample-ratio">
      <h2 id="sample-ratio">Do viewers fall to the arms as declared?</h2>
      <p data-held={!isKept}>
        {isKept
          ? 'Yes, as far as chance goes. Otherwise nothing that was measured would mean anything.'
          : 'No. Lists or lines of one arm get lost, or viewers are assigned otherwise than declared: the arms cannot be compared.'}
      </p>
      <DataTable
        label="Sample ratio"
        rows={[
          ['Treatment', enrolled.treatment, declared, observed] as const,
          [
            'Control',
            enrolled.control,
            1 - declared,
            observed === null ? null : 1 - observed,
          ] as const,
        ]}
        keyOf={([arm]) => arm}
        columns={[
          { name: 'Arm', of: ([arm]) => arm },
          { name: 'Viewers with a list', isNumber: true, of: ([, viewers]) => count(viewers) },
          { name: 'Declared', isNumber: true, of: ([, , share]) => percent(share, 2) },
          {
            name: 'Observed',
            isNumber: true,
            of: ([, , , share]) => (share === null ? '–' : percent(share, 2)),
          },
        ]}
      />
      <p className="soft small">
        p = {p < 0.001 ? 'under 0.001' : figure(p)}; it holds at every look.
      </p>
    </section>
  );
}

/** What size of harm such an experiment finds, and how soon. */
export const Harms = ({ report: { harms, plan } }: Of) => (
  <section className="block" aria-labelledby="harms">
    <h2 id="harms">What size of harm is found how soon?</h2>
    {harms === null ? (
      <p className="soft">
        Told once {counted(plan.minimumUsers, 'viewer')} of each arm have closed their window: it
        depends on how far they differ.
      </p>
    ) : (
      <>
        <p className="soft small">
          As viewers came ({count(harms.usersADay)} on the first day of a step
          {harms.users === null ? '' : `, ${count(harms.users)} in all`}) and differ so far, with a
          chance of {percent(plan.power)} by then at the latest.
        </p>
        <DataTable
          label="What size of harm is found how soon"
          rows={harms.sizes}
          keyOf={({ harm: size }) => String(size)}
          columns={[
            {
              name: `Loss, ${metricWords(plan.metric).unit}`,
              of: ({ harm: size }) => figure(size * metricWords(plan.metric).times),
            },
            {
              name: 'Of the control',
              isNumber: true,
              of: ({ relative }) => (relative === null ? '–' : percent(relative)),
            },
            {
              name: 'Found after',
              isNumber: true,
              of: ({ days }) =>
                days === null
                  ? `not in ${counted(plan.maximumDays, 'day')} a step`
                  : duration(days * 86_400),
            },
            {
              name: 'Met by at most, of viewers',
              isNumber: true,
              of: ({ share }) => (share === null ? '–' : percent(share)),
            },
          ]}
        />
      </>
    )}
  </section>
);

const SEGMENT = {
  better: '▲ better',
  worse: '▼ worse',
  open: 'not decided',
  'too-few': 'too few viewers',
} as const;

/** The effect by groups of viewers; it decides nothing. */
export const Segments = ({ report: { segments, plan } }: Of) => (
  <section className="block" aria-labelledby="segments">
    <h2 id="segments">By groups of viewers</h2>
    {segments.length === 0 ? (
      <p className="soft">
        Groups are told once windows have closed and while the facts of the last step are kept.
      </p>
    ) : (
      <>
        <p className="soft small">
          Intervals hold together, and p is corrected for the number of groups. They decide nothing.
        </p>
        <DataTable
          label="Groups of viewers"
          rows={segments}
          keyOf={({ dimension, group }) => `${dimension} ${group}`}
          columns={[
            { name: 'Group', of: ({ dimension, group }) => `${words(dimension)}: ${group}` },
            {
              name: 'Viewers, treatment and control',
              isNumber: true,
              of: ({ users }) => `${count(users.treatment)} and ${count(users.control)}`,
            },
            {
              name: `Difference, ${metricWords(plan.metric).unit}`,
              isNumber: true,
              of: ({ difference, low, high }) =>
                difference === null || low === null || high === null
                  ? '–'
                  : `${differenceWords(plan.metric, difference)} (${differenceWords(plan.metric, low)} to ${differenceWords(plan.metric, high)})`,
            },
            {
              name: 'p, corrected',
              isNumber: true,
              of: ({ p }) => (p === null ? '–' : p < 0.001 ? 'under 0.001' : figure(p)),
            },
            { name: 'So', of: ({ state }) => SEGMENT[state] },
          ]}
        />
      </>
    )}
  </section>
);

const words = (dimension: string): string => capitalized(dimension.replaceAll('-', ' '));

/** What was fixed before the start. */
export const Plan = ({ report: { plan } }: Of) => (
  <section className="block" aria-labelledby="plan">
    <h2 id="plan">What was planned</h2>
    <Facts
      facts={[
        ['Judged by', metricWords(plan.metric).title],
        ['Promotes', plan.promotes === 'not-worse' ? 'what is not worse' : 'what is better'],
        ['Ramp, share of viewers', plan.ramp.map((share) => percent(share)).join(', ')],
        ['Window of each viewer', counted(plan.windowHours, 'hour')],
        [
          'A step lasts',
          `${counted(plan.minimumHours, 'hour')} to ${counted(plan.maximumDays, 'day')}`,
        ],
        ['Viewers of an arm at least', count(plan.minimumUsers)],
        ['Smallest difference worth finding', valueWords(plan.metric, plan.effect)],
        [
          `Harm excluded before more than ${percent(plan.cautiousShare)} meet it`,
          valueWords(plan.metric, plan.tolerance),
        ],
        ['Wrong conclusions at most', percent(plan.alpha)],
        ['Power', percent(plan.power)],
      ]}
    />
  </section>
);
