import type { Status } from './status-types.ts';
import { intervals, parts, sparkline } from './charts.ts';
import { ago, empty, facts, h, type Child } from './dom.ts';
import { count, counted, duration, figure, signed } from './words.ts';

type ModelsStatus = Status['models'];

/** What is trained, and what was. */
export function trainingPanel({
  training: { current, isAtWork, lastStage, last },
  home,
}: Pick<Status, 'training' | 'home'>): readonly Child[] {
  if (current === null && last.length === 0 && !isAtWork)
    return empty('Nothing was trained yet.', `npx showrunner run --home ${home}`);
  return [
    current === null
      ? isAtWork
        ? h(
            'p',
            {},
            lastStage === null
              ? 'A pipeline is at work.'
              : `A pipeline is at work; the last stage it finished is “${lastStage.stage}”.`,
          )
        : null
      : h(
          'p',
          {},
          h('b', {}, current.family ?? current.stage),
          ' is trained since ',
          ago(current.startedAt),
          '.',
        ),
    h('ul', { class: 'runs' }, ...last.map(runRow)),
  ];
}

function runRow({
  family,
  stage,
  status,
  startedAt,
  finishedAt,
  error,
  loss,
  epochs,
}: Status['training']['last'][number]): HTMLElement {
  const took =
    finishedAt === null ? '' : duration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  const words = {
    done: `took ${took}`,
    failed: `failed: ${error}`,
    abandoned: 'ended without a word',
    running: '',
  }[status];
  const ends =
    loss.length === 0
      ? ''
      : `loss ${loss[0]!.toPrecision(3)} → ${loss.at(-1)!.toPrecision(3)} in ${counted(epochs, 'epoch')}`;
  return h(
    'li',
    { class: status },
    h(
      'div',
      {},
      h('b', {}, family ?? stage),
      ' ',
      h('span', { class: 'soft' }, ago(startedAt), `, ${words}`),
    ),
    loss.length < 2
      ? null
      : h('div', { class: 'curve' }, sparkline(loss, ends), h('span', { class: 'soft' }, ends)),
  );
}

/** Who serves, how good it was when judged, and why it came there. */
export function modelsPanel({
  models: { champion, baseline, evaluation, gate, lastChange, versions },
  home,
}: Pick<Status, 'models' | 'home'>): readonly Child[] {
  if (champion === null) return empty('No model yet.', `npx showrunner run --home ${home}`);
  return [
    facts([
      ['Champion', h('span', {}, h('b', {}, champion.version), ' since ', ago(champion.since))],
      [
        'Behind it',
        baseline === null || baseline.version === champion.version ? null : baseline.version,
      ],
      ['Versions kept', count(versions)],
    ]),
    evaluation === null
      ? null
      : h(
          'figure',
          {},
          h(
            'figcaption',
            {},
            `${evaluation.metric} on days after the training, ${counted(evaluation.users, 'user')}, 95 % intervals`,
          ),
          intervals(
            [
              { name: evaluation.model.family, ...evaluation.model, mark: 'own' as const },
              ...(evaluation.popularity === null
                ? []
                : [{ name: 'popularity', ...evaluation.popularity, mark: 'other' as const }]),
            ],
            evaluation.metric,
          ),
        ),
    h('p', {}, h('b', {}, 'Gate: '), gateWords(gate)),
    lastChange === null
      ? null
      : h(
          'div',
          { class: 'change' },
          h(
            'p',
            {},
            `${lastChange.action === 'rollback' ? 'Rolled back' : 'Promoted'} by ${lastChange.actor} `,
            ago(lastChange.at),
            `: ${lastChange.from === null ? '' : `${lastChange.from} → `}${lastChange.to}`,
          ),
          h('ul', {}, ...lastChange.because.map((reason) => h('li', {}, reason))),
        ),
  ];
}

function gateWords(gate: ModelsStatus['gate']): string {
  if (gate === null) return 'nothing was judged yet.';
  const { againstPopularity: against, challenger, judgedUsers, impossible, passed } = gate;
  if (against === null)
    return impossible ?? `${counted(judgedUsers, 'user')} could be judged, too few to decide.`;
  return `${challenger} ${passed ? 'passed' : 'did not pass'}: ${signed(against.difference)} against popularity (95 % interval ${signed(against.low)} to ${signed(against.high)}, ${counted(against.users, 'user')}).`;
}

/** How the recommendation service does. */
export function servingPanel({
  serving,
  home,
}: Pick<Status, 'serving' | 'home'>): readonly Child[] {
  if (!serving.isReachable)
    return empty(
      `${serving.url} cannot be asked: ${serving.problem}.`,
      `npx showrunner serve --home ${home}`,
    );
  const { failures, latencyMs } = serving;
  const counts: readonly (readonly [number, string])[] = [
    [failures.serverErrors, 'server errors'],
    [failures.scorer, 'failed models or sources'],
    [failures.violations, 'items kept back'],
    [failures.receiptsLost, 'receipts lost'],
  ];
  const broken = counts.filter(([n]) => n > 0);
  return [
    facts([
      ['Service', h('code', {}, serving.url)],
      ['Serves', serving.champion ?? 'the same list for everybody'],
      ['Started', serving.startedAt === null ? null : ago(serving.startedAt)],
      [
        'Lists given',
        `${count(serving.answers)}${serving.refused > 0 ? `, ${counted(serving.refused, 'request')} refused` : ''}`,
      ],
      [
        'Time to answer',
        latencyMs === null
          ? null
          : `half within ${figure(latencyMs.p50)} ms, 99 % within ${figure(latencyMs.p99)} ms ${latencyMs.over === 'last-minute' ? '(last minute)' : '(since the start)'}`,
      ],
      [
        'Failures',
        broken.length === 0
          ? 'none'
          : broken.map(([n, words]) => `${count(n)} ${words}`).join(', '),
      ],
    ]),
    serving.answers === 0
      ? h('p', { class: 'soft' }, 'Nobody has asked for a list yet.')
      : parts(serving.byTier),
  ];
}
