import { z } from 'zod';
import type { Home, Metadata } from '../../store/index.ts';
import { decideShadow } from '../experiment/decide-shadow.ts';
import { requireExperiment } from '../experiment/experiments.ts';
import { SHADOW_FIGURES, shadowFigures } from './shadow-figures.ts';
import { shadowMinutes, sumOfShadows } from './shadow-file.ts';
import type { ShadowSummary } from './shadow-summary.ts';

const instant = z.iso.datetime().describe('Our own clock.');

/** The schema of what is known of a shadow so far. */
export const SHADOW_STORY = z.strictObject({
  experiment: z.string(),
  version: z.string().describe('The version that is asked.'),
  figures: SHADOW_FIGURES.extend({ from: instant, until: instant })
    .nullable()
    .describe('Over all that is written down; null before the first minute.'),
  verdict: z
    .strictObject({
      action: z.enum(['continue', 'pass', 'abort']),
      because: z.string(),
    })
    .describe('What would be decided of it now.'),
  stretches: z
    .array(SHADOW_FIGURES.extend({ from: instant, until: instant }))
    .describe('The same time in at most 48 pieces, the earliest first.'),
});
export type ShadowStory = z.output<typeof SHADOW_STORY>;

/** As many points as a chart shows apart from each other. */
const MOST = 48;

/**
 * Tells of a shadow what was written down of it, and what would be decided of it now.
 *
 * @throws NotFoundError `EXPERIMENT_UNKNOWN`
 */
export async function shadowStory(
  { home, metadata }: { readonly home: Pick<Home, 'root'>; readonly metadata: Metadata },
  name: string,
): Promise<ShadowStory> {
  const { plan } = await requireExperiment(metadata, name);
  const minutes = shadowMinutes(home, name);
  const summary = sumOfShadows(minutes);
  return {
    experiment: name,
    version: plan.treatment,
    figures: summary === null ? null : toldOf(summary),
    verdict: { ...decideShadow(plan, summary) },
    stretches: piecesOf(minutes).map(toldOf),
  };
}

const toldOf = (summary: ShadowSummary) => ({
  from: new Date(summary.fromMs).toISOString(),
  until: new Date(summary.untilMs).toISOString(),
  ...shadowFigures(summary),
});

/** As many minutes a piece, in their order. */
function piecesOf(minutes: readonly ShadowSummary[]): ShadowSummary[] {
  const size = Math.max(1, Math.ceil(minutes.length / MOST));
  return Array.from({ length: Math.ceil(minutes.length / size) }, (_, k) =>
    sumOfShadows(minutes.slice(k * size, (k + 1) * size))!,
  );
}
