import {
  bandChart,
  figureOf,
  html,
  intervalChart,
  number,
  part,
  percent,
  table,
  type Html,
} from '../../pages/index.ts';
import { differenceWords, metricWords } from './metric-words.ts';
import type { ExperimentReport } from './report-schema.ts';
import { momentWords, pWords } from './report-words.ts';

type SequencePoint = ExperimentReport['sequence'][number];

/** How the effect and its bounds went, by users and by time. */
export function sequenceSection(report: ExperimentReport): Html {
  const { sequence, plan } = report;
  const about = { id: 'sequence', heading: 'How the effect went' };
  if (sequence.length === 0)
    return part(
      about,
      `Nothing is read before ${plan.minimumUsers} users of each arm have closed their window.`,
    );
  return html`${part(
    about,
    'Treatment minus control with bounds that hold at every look. Each step of the ramp begins anew with its own users. Bounds wholly above 0: better beyond doubt; wholly below 0: worse; wholly above the lower dashed line: more harm than the tolerance is excluded. Bounds beyond the scale end at its edge.',
    html`<div class="pair">
      ${chartBy(report, 'cumulative', 'users whose window has closed, all steps')}
      ${chartBy(report, 'hours', 'hours since the experiment began')}
    </div>`,
    html`<details>
      <summary>The figures of these charts</summary>
      ${table(
        ['when (UTC)', 'step', 'users of the step', 'difference', 'low', 'high'],
        sequence.map(({ at, step, outcomes, difference, low, high }) => [
          momentWords(at),
          String(step),
          number(outcomes),
          ...[difference, low, high].map((value) => differenceWords(plan.metric, value)),
        ]),
      )}
    </details>`,
  )}`;
}

function chartBy(
  { plan, sequence }: ExperimentReport,
  axis: 'cumulative' | 'hours',
  xLabel: string,
): Html {
  const { unit, title, times } = metricWords(plan.metric);
  const steps = [...new Set(sequence.map(({ step }) => step))];
  const point = ({ difference, low, high, ...rest }: SequencePoint) => ({
    x: rest[axis],
    value: difference * times,
    low: low * times,
    high: high * times,
  });
  const chart = bandChart(
    steps.map((step) => ({
      name: percent(plan.ramp[step - 1]!),
      points: sequence.filter((one) => one.step === step).map(point),
    })),
    {
      title: `Effect on ${title} with its bounds, by ${xLabel}`,
      xLabel,
      yLabel: `${title}, treatment minus control, ${unit}`,
      references: [
        { value: 0, name: 'no difference' },
        { value: -plan.tolerance * times, name: 'tolerance' },
      ],
    },
  );
  return figureOf(chart, [
    { colour: 'now', means: 'effect; above: share in the treatment' },
    { colour: 'bounds', means: 'bounds' },
    { colour: 'dashes', means: 'dashed: no difference, and the harm that must be excluded' },
  ]);
}

const STATES = {
  better: 'better',
  worse: 'worse',
  open: 'open',
  'too-few': 'too few users',
} as const;

/** The effect by groups of users. */
export function segmentSection({ segments, plan }: ExperimentReport): Html | null {
  if (segments.length === 0) return null;
  const { unit, title, times } = metricWords(plan.metric);
  const rows = segments.flatMap(({ dimension, group, difference, low, high }) =>
    difference === null || low === null || high === null
      ? []
      : [
          {
            name: `${dimension}: ${group}`,
            value: difference * times,
            low: low * times,
            high: high * times,
          },
        ],
  );
  const figures = table(
    ['group', 'treatment', 'control', 'difference', 'low', 'high', 'p (Holm)', ''],
    segments.map(({ dimension, group, users, difference, low, high, p, state }) => [
      `${dimension}: ${group}`,
      number(users.treatment),
      number(users.control),
      ...[difference, low, high].map((value) =>
        value === null ? '–' : differenceWords(plan.metric, value),
      ),
      p === null ? '–' : pWords(p),
      STATES[state],
    ]),
  );
  return part(
    { id: 'segments', heading: 'For whom?' },
    'In the last step. Intervals hold together and p-values are corrected for the number of groups; groups decide nothing.',
    rows.length === 0
      ? figures
      : figureOf(
          intervalChart(rows, {
            title: `Effect on ${title} by groups of users`,
            unit: `${title}, treatment minus control, ${unit}`,
            reference: { value: 0, name: 'no difference' },
          }),
          [],
          figures,
        ),
  );
}
