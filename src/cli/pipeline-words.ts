import type { Judgement, PipelineResult } from '../pipeline/index.ts';
import { signed } from './signed.ts';
import { count } from './terminal.ts';

interface LiveSummary {
  readonly model: string;
  readonly metrics: {
    readonly ndcg: { readonly mean: number | null };
    readonly recall: { readonly mean: number | null };
    readonly hitRate: { readonly mean: number | null };
  };
  readonly coverage: number;
}

/** A run of the pipeline told to a person: what was built, how models fared, who serves and why. */
export function pipelineWords(result: PipelineResult, homePath: string): string {
  const { dataset, findings, judgement, release, stages } = result;
  const { content } = dataset.manifest;
  const reused = stages.filter((stage) => stage.cached).length;
  return [
    `Dataset ${dataset.id.slice(0, 12)}: ${count(content.tables.positives.rowCount)} likes of ` +
      `${count(content.tables.users.rowCount)} users and ${count(content.tables.items.rowCount)} items, ` +
      `up to ${new Date(content.asOfMs).toISOString().slice(0, 19)}.`,
    ...findings.map((finding) => `  ${finding.severity}: ${finding.message}`),
    ...evaluationTable(judgement),
    ...release.verdict.reasons,
    verdictSentence(result),
    ...(reused > 0 ? [`${reused} of ${stages.length} stages had nothing new to do.`] : []),
    `Next: npx showrunner serve --home ${homePath}`,
  ].join('\n');
}

/** How the models fared by the live protocol, a line each; nothing when none was judged. */
export function evaluationTable(judgement: Judgement): string[] {
  const live = judgement.test.live as unknown as readonly LiveSummary[] | undefined;
  if (live === undefined || live.length === 0) return [];
  const cell = (value: number | null): string =>
    (value === null ? '–' : value.toFixed(4)).padStart(9);
  return [
    'Live protocol, full catalogue, what came after the cut:',
    `  ${'model'.padEnd(12)}${['NDCG', 'recall', 'hit rate', 'coverage'].map((h) => h.padStart(9)).join('')}`,
    ...live.map(
      ({ model, metrics, coverage }) =>
        `  ${model.padEnd(12)}${[metrics.ndcg.mean, metrics.recall.mean, metrics.hitRate.mean, coverage].map(cell).join('')}`,
    ),
    ...Object.entries(judgement.againstOthers ?? {}).map(
      ([other, { difference, low, high }]) =>
        `  ${judgement.challenger!.family} − ${other}: ${signed(difference)} (95 % interval ${signed(low)} to ${signed(high)}, paired)`,
    ),
  ];
}

function verdictSentence({ release }: PipelineResult): string {
  const { verdict, champion, challenger, changed, onTrial, heldFor } = release;
  if (heldFor !== null)
    return `${champion.version} stays champion: the experiment ${heldFor} compares with it. Once it has ended: npx showrunner promote ${challenger?.version ?? release.baseline.version}`;
  if (onTrial && challenger !== null)
    return `${challenger.version} passed and goes on trial; ${champion.version} stays champion meanwhile.`;
  if (verdict.promote && changed) return `Promoted: ${champion.version} is champion.`;
  if (verdict.promote)
    return `${champion.version} stays champion: it is what this run would promote.`;
  const held = challenger === null ? '' : ` ${challenger.version} is held back.`;
  return `The gate holds.${held} ${champion.version} serves.`;
}
