import type { Json } from '../domain/canonical-json.ts';
import type { CurvePoint } from '../training/index.ts';
import type { ModelContent } from './model-content.ts';

/** A model's facts in words and tables, for people who have to answer for it. */
export function modelCard(
  model: ModelContent & {
    readonly trainSeconds: number;
    readonly tensorBytes: number;
    readonly curve: readonly CurvePoint[];
    readonly code: { readonly [key: string]: Json };
  },
  evaluation: Json,
): string {
  const { recipe } = model;
  const rows = Object.entries(recipe.configuration).map(
    ([key, value]) => `| ${key} | ${JSON.stringify(value)} |`,
  );
  const last = model.curve.at(-1);
  return `# ${recipe.family}

| | |
|---|---|
| trained on | dataset \`${model.dataset.slice(0, 12)}\`, knowledge up to ${new Date(model.asOfMs).toISOString()} |
| items | ${model.itemCount} |
| size | ${model.tensorBytes} bytes of tensors |
| training | ${model.trainSeconds.toFixed(1)} s, seed ${model.seed}${last === undefined ? '' : `, loss ${last.loss.toFixed(5)} after ${last.epoch} epochs`} |
| arithmetic | ${model.kernels} |
| sources | \`${String(model.code['sources']).slice(0, 12)}\`, commit ${String(model.code['commit'])}, ${String(model.code['runtime'])} |

## Configuration
| field | value |
|---|---|
${rows.join('\n')}

## Evaluation
${evaluation === null ? 'Not judged: popularity is the ungated baseline.' : `\`\`\`json\n${JSON.stringify(evaluation, null, 2)}\n\`\`\``}

## Limits
Recommends only the ${model.itemCount} items it was trained on. Users without a history get popularity.
Liking is inferred from watching and ratings as the dataset's parameters say, not asked.
`;
}
