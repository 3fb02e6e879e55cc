import {
  counted,
  figure,
  html,
  number,
  part,
  percent,
  table,
  tile,
  wholePage,
  type Html,
} from '../../pages/index.ts';
import { differenceWords, metricWords, relativeWords, titleAndUnit } from './metric-words.ts';
import { segmentSection, sequenceSection } from './report-charts.ts';
import { harmSection } from './report-harm-section.ts';
import type { ExperimentReport } from './report-schema.ts';
import { momentWords, pWords } from './report-words.ts';

const STYLE = `
.band { fill: var(--good); fill-opacity: .18; stroke: var(--good); stroke-opacity: .45; stroke-width: 1; }
.key.bounds { background: var(--good); opacity: .35; } .key.dashes { height: 0; border-top: 2px dashed var(--ink); border-radius: 0; vertical-align: 3px; }
.pair { display: grid; gap: 4px 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); }
.flow { margin-bottom: 16px; } td .state { font-weight: 500; }
.told { font-size: 1.05rem; } .plan td { text-align: left; } .plan { margin-top: 8px; }
.log td:nth-child(n+3), .log th:nth-child(n+3) { text-align: left; min-width: 9em; } .log td:last-child { min-width: 16em; }
`;

/** The report of an experiment as one page that needs nothing else. */
export const experimentPage = (report: ExperimentReport): string =>
  wholePage(
    { title: `Experiment ${report.plan.name}`, style: STYLE },
    html`<h1>Experiment ${report.plan.name}</h1>
      <p class="soft">${standing(report)}</p>
      ${verdictCard(report)}
      <div class="tiles">${tilesOf(report)}</div>
      ${sequenceSection(report)}
      <div class="flow">
        ${guardrailSection(report)} ${ratioSection(report)} ${harmSection(report)}
        ${segmentSection(report)} ${planSection(report)}
      </div>
      ${logSection(report)} ${rulesSection(report)}`,
  );

const KINDS = {
  aa: 'A/A: two equal ways',
  ab: 'A/B',
  canary: 'canary',
  shadow: 'shadow',
} as const;

const standing = ({ plan, at }: ExperimentReport): string =>
  `${KINDS[plan.kind]} of ${plan.treatment} against the champion. Known up to ${momentWords(at)}.`;

const SIGNS = {
  promoted: { kind: 'fine', sign: '✓ promoted' },
  aborted: { kind: 'act', sign: '✕ aborted' },
  stopped: { kind: 'act', sign: '! stopped' },
  held: { kind: 'look', sign: '= held' },
  running: { kind: 'look', sign: '… running' },
  'by-hand': { kind: 'look', sign: '■ ended by hand' },
  draft: { kind: '', sign: 'draft' },
} as const;

function verdictCard({ verdict }: ExperimentReport): Html {
  const { kind, sign } = SIGNS[verdict.state];
  return html`<section class="verdict ${kind}" id="verdict">
    <h2>${verdict.headline} <span class="state">${sign}</span></h2>
    ${verdict.sentences.map((sentence) => html`<p class="told">${sentence}</p>`)}
  </section>`;
}

function tilesOf({ effect, step, sampleRatio, plan }: ExperimentReport): Html {
  const users = step === null ? 0 : step.outcomes.control + step.outcomes.treatment;
  return html`${tile(
    effect === null
      ? '–'
      : effect.relative === null
        ? differenceWords(effect.metric, effect.difference)
        : relativeWords(effect.relative.difference),
    effect?.relative
      ? `${metricWords(plan.metric).title}: ${relativeWords(effect.relative.low)} to ${relativeWords(effect.relative.high)}`
      : `${metricWords(plan.metric).title}: ${effect === null ? 'too few users' : 'difference'}`,
  )}
  ${tile(step === null ? '–' : `${step.step} of ${step.of}`, 'step of the ramp')}
  ${tile(step === null ? '–' : percent(step.share), 'of the users in the treatment')}
  ${tile(number(users), 'users whose window has closed, in this step')}
  ${tile(
    sampleRatio === null ? '–' : sampleRatio.isKept ? 'kept' : 'broken',
    'declared shares of the arms',
  )}`;
}

const STATES = {
  broken: '✕ broken',
  kept: '✓ kept',
  open: '… open',
  'not-measured': 'too few users',
} as const;

const guardrailSection = ({ guardrails }: ExperimentReport): Html =>
  part(
    { id: 'guardrails', heading: 'Guardrails' },
    guardrails.length === 0
      ? 'None are declared.'
      : 'Harm that ends an experiment whatever else speaks for it. Positive is worse. Broken: at least more than is borne, for certain. Kept: more than is borne is excluded.',
    guardrails.length === 0
      ? null
      : table(
          ['metric', 'borne', 'seen', 'at least', 'at most', 'state'],
          guardrails.map(({ metric, worse, bears, seen, least, most, state }) => [
            titleAndUnit(metric),
            `${figure(bears * metricWords(metric).times)} ${worse === 'above' ? 'more' : 'less'}`,
            ...[seen, least, most].map((value) =>
              value === null ? '–' : differenceWords(metric, value),
            ),
            html`<span class="state">${STATES[state]}</span>`,
          ]),
        ),
  );

function ratioSection({ sampleRatio }: ExperimentReport): Html | null {
  if (sampleRatio === null) return null;
  const { enrolled, declared, observed, p, isKept } = sampleRatio;
  return part(
    { id: 'sample-ratio', heading: 'Do users fall to the arms as declared?' },
    isKept
      ? 'Yes, as far as chance goes. Otherwise nothing that was measured would mean anything.'
      : 'No. Lists or lines of one arm get lost, or users are assigned otherwise than declared: the arms cannot be compared.',
    table(
      ['', 'treatment', 'control'],
      [
        ['users with a first list', number(enrolled.treatment), number(enrolled.control)],
        ['declared', percent(declared), percent(1 - declared)],
        [
          'observed',
          ...(observed === null ? ['–', '–'] : [percent(observed), percent(1 - observed)]),
        ],
        ['p-value, at every look', pWords(p), ''],
      ],
    ),
  );
}

function planSection({ plan }: ExperimentReport): Html {
  const of = (value: number): string => `${figure(value)} ${metricWords(plan.metric).unit}`;
  return part(
    { id: 'plan', heading: 'What was planned' },
    'Fixed before the start.',
    html`<div class="plan">
      ${table(
        ['', ''],
        [
          ['deciding metric', metricWords(plan.metric).title],
          ['ramp', plan.ramp.map((share) => percent(share)).join(', ')],
          ['window of a user', counted(plan.windowHours, 'hour')],
          [
            'a step lasts',
            `${counted(plan.minimumHours, 'hour')} to ${counted(plan.maximumDays, 'day')}`,
          ],
          ['users of an arm at least', number(plan.minimumUsers)],
          [
            'to be promoted it must be',
            plan.promotes === 'better' ? 'better for certain' : 'not worse by more than is borne',
          ],
          ['smallest difference worth finding', of(plan.effect)],
          [
            `harm excluded before more than ${percent(plan.cautiousShare)} meet it`,
            of(plan.tolerance),
          ],
          ['false conclusions at most', percent(plan.alpha)],
          ['power', percent(plan.power)],
        ],
      )}
    </div>`,
  );
}

const logSection = ({ decisions }: ExperimentReport): Html =>
  part(
    { id: 'decisions', heading: 'What was decided' },
    decisions.length === 0
      ? 'Nothing yet.'
      : 'Oldest first; looks in a row that came to the same are one row, with the last sentence. Each can be made again from its facts.',
    decisions.length === 0
      ? null
      : html`<div class="log">
          ${table(
            ['when (UTC)', 'step', 'decision', 'because'],
            decisions.map(({ at, step, share, action, looks, because, factsId }) => [
              momentWords(at),
              `${step}: ${percent(share)}`,
              `${action}${looks > 1 ? ` (${number(looks)} looks)` : ''}`,
              html`${because} <code>${factsId.slice(0, 12)}</code>`,
            ]),
          )}
        </div>`,
  );

const rulesSection = ({ rules }: ExperimentReport): Html =>
  part(
    { id: 'rules', heading: 'How this is counted' },
    'The same arithmetic decides.',
    html`<ul>
      ${rules.map((rule) => html`<li>${rule}</li>`)}
    </ul>`,
  );
