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
${evaluation === null ? 'Not judged: popularity is the ungated baseline.' : judgedTable(evaluation)}

## Limits
Recommends only the ${model.itemCount} items it was trained on. Users without a history get popularity.
Liking is inferred from watching and ratings as the dataset's parameters say, not asked.
`;
}

/** How everybody did who was judged, in a line each; `evaluation.json` has the rest. */
function judgedTable(evaluation: Json): string {
  const rows = Object.entries(membersOf(membersOf(evaluation)['test'])).flatMap(
    ([protocol, judged]) =>
      (Array.isArray(judged) ? judged : []).map((one) => judgedRow(protocol, membersOf(one))),
  );
  const table =
    rows.length === 0
      ? 'Nothing could be judged.'
      : `| protocol | judged | users | NDCG | 95 % |\n|---|---|---|---|---|\n${rows.join('\n')}`;
  return `${table}\n\nEvery metric, the slices and what tuning tried: \`evaluation.json\` beside this card.`;
}

function judgedRow(protocol: string, { model, users, metrics }: Members): string {
  const { mean, low, high } = membersOf(membersOf(metrics)['ndcg']);
  return `| ${protocol} | ${String(model)} | ${String(users)} | ${shown(mean)} | ${shown(low)} to ${shown(high)} |`;
}

type Members = Readonly<Record<string, Json | undefined>>;

const membersOf = (value: Json | undefined): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

const shown = (value: Json | undefined): string =>
  typeof value === 'number' ? value.toFixed(4) : '–';
