import type { Reason, Replay, Why } from '../serving/index.ts';

/** So many of the candidates that are not on the list are told. */
const TOLD = 10;
const ID = 12;

/** What there is to say of a receipt, for people. */
export function whyWords(why: Why): string {
  const { receipt, items, missing, replay } = why;
  return [
    `Receipt ${receipt.receiptId}`,
    `User ${receipt.userId}, ${new Date(receipt.atMs).toISOString()}: a ${receipt.tier} list of ${receipt.exposures.length}, made in ${receipt.latencyMs.toFixed(1)} ms from ${receipt.history.length} items of history.`,
    '',
    ...(items.length > 0 ? items.map(itemWords) : receipt.exposures.map(plainWords)),
    ...othersWords(why),
    ...variantWords(why),
    ...explorationWords(why),
    ...failureWords(why),
    '',
    ...chainWords(why),
    ...missing.map((sentence) => `Missing: ${sentence}`),
    ...(replay === null ? [] : ['', replayWords(replay)]),
  ].join('\n');
}

const nameOf = ({ itemId, title }: Pick<Reason, 'itemId' | 'title'>): string =>
  title === null ? itemId : `${title} (${itemId})`;

function itemWords(item: Reason): string {
  const score = item.score === null ? 'no score' : `score ${item.score.toPrecision(4)}`;
  const chance = item.slot === 'deterministic' ? '' : `, ${item.slot} (${item.propensity})`;
  const because = item.because.map((past) => `${nameOf(past)} +${past.added.toPrecision(2)}`);
  const why = because.length === 0 ? '' : `\n      because of ${because.join(', ')}`;
  return `${String(item.position).padStart(4)}  ${nameOf(item)}: ${item.source}, ${score}${chance}${why}`;
}

const plainWords = ({ itemId, position }: Why['receipt']['exposures'][number]): string =>
  `${String(position).padStart(4)}  ${itemId}`;

function othersWords({ others, receipt }: Why): string[] {
  const counts = Object.entries(receipt.removed).filter(([, count]) => count > 0);
  const removed = counts.map(([rule, count]) => `${rule} ${count}`).join(', ');
  return [
    ...(removed === '' ? [] : ['', `Taken out by rules: ${removed}.`]),
    ...others
      .filter(({ removedBy }) => removedBy !== null)
      .slice(0, TOLD)
      .map((other) => `      ${nameOf(other)}: ${other.removedBy}`),
  ];
}

function variantWords({ receipt: { trace } }: Why): string[] {
  const variant = trace?.variant ?? null;
  if (variant === null) return [];
  const meaning = variant.endsWith(':not-personal')
    ? 'to measure what personal lists are worth, no personal model was asked'
    : 'as usual';
  return [`Experiment: ${variant}, ${meaning}.`];
}

function explorationWords({ receipt: { trace } }: Why): string[] {
  const of = trace?.exploration ?? null;
  if (of === null) return [];
  const places = of.drawn.length === 0 ? 'none' : of.drawn.join(', ');
  return [
    `Exploration: each of ${of.eligible.length} places with probability ${of.share} from ${of.pool} items, seed ${of.seed}; drawn at place ${places}.`,
  ];
}

const failureWords = ({ receipt: { trace } }: Why): string[] =>
  (trace?.failures ?? []).map(([role, reason]) => `Meanwhile the ${role} failed: ${reason}.`);

function chainWords({ chain, receipt }: Why): string[] {
  const { model, run, dataset, segments, serving, broken } = chain;
  const code = model?.code as {
    commit?: string | null;
    lockfile?: string;
    runtime?: string;
  } | null;
  return [
    ...(model === null
      ? [receipt.modelId === null ? 'No model made it.' : '']
      : [
          `Model    ${model.version ?? 'without a version'}, ${model.id.slice(0, ID)}, knows the log up to ${model.asOf}`,
        ]),
    ...(run === null
      ? []
      : [`Run      ${run.id}, ${run.stage ?? 'unknown'} at ${run.startedAt ?? 'an unknown time'}`]),
    ...(dataset === null
      ? []
      : [`Dataset  ${dataset.id.slice(0, ID)}, ${dataset.lines} lines up to ${dataset.asOf}`]),
    ...(segments.length === 0
      ? []
      : [`Segments ${segments.map(({ id }) => id.slice(0, ID)).join(', ')}`]),
    ...(code === null || code === undefined
      ? []
      : [
          `Code     commit ${code.commit ?? 'unknown'}, lockfile ${code.lockfile?.slice(0, ID) ?? 'unknown'}, ${code.runtime ?? 'an unknown runtime'}`,
        ]),
    `Served   by sources ${serving.sources.slice(0, ID)}, ${serving.runtime ?? 'an unknown runtime'}, kernels ${serving.kernelBuild ?? 'unknown'}, rules ${serving.rules?.slice(0, ID) ?? 'none'}, catalogue ${serving.catalogue?.slice(0, ID) ?? 'none'}`,
    ...broken.map((sentence) => `Broken:  ${sentence}`),
  ].filter((line) => line !== '');
}

const replayWords = (replay: Replay): string =>
  replay.same
    ? `Replayed: the same, item for item (${replay.places.length} of ${replay.places.length}).`
    : `Replayed: not the same: ${differenceWords(replay)}.`;

/** The first place that differs, and how many do. */
export function differenceWords({ places }: Replay): string {
  const different = places.filter(({ same }) => !same);
  const [first] = different;
  if (first === undefined) return 'no difference';
  const { position, recorded, replayed } = first;
  const what =
    recorded?.itemId !== replayed?.itemId
      ? `${replayed?.itemId ?? 'nothing'} instead of ${recorded?.itemId ?? 'nothing'}`
      : recorded?.score !== replayed?.score
        ? `score ${replayed?.score} instead of ${recorded?.score}`
        : `propensity ${replayed?.propensity} instead of ${recorded?.propensity}`;
  const more = different.length > 1 ? `, and ${different.length - 1} places more` : '';
  return `${what} at place ${position}${more}`;
}
