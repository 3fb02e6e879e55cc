import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { DATASET_TABLES, type Dataset, type DatasetContent } from '../datasets/index.ts';
import type { Finding } from '../domain/finding.ts';
import { chooseDataset, findingsOf, parseSettings, verifyDataset } from '../pipeline/index.ts';
import { openArtifacts } from '../compose.ts';
import { decodersIn } from './decoders.ts';
import { command, group, perform, type CommonOptions } from './command.ts';
import { count, type Terminal } from './terminal.ts';
import { parseInstant } from './time-option.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner dataset …`. */
export function datasetCommand(terminal: Terminal): Command {
  const dataset = group('dataset', 'build, list, show, compare and verify datasets');
  for (const sub of [build, list, show, diff, verify]) dataset.addCommand(sub(terminal));
  return dataset;
}

interface BuildOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly asOf?: string;
  readonly contracts?: string;
}

const build = (terminal: Terminal): Command =>
  command('build', 'fold the lake into a dataset')
    .option('--set <field=value...>', 'parameters, such as minWatchMinutes=5', [])
    .option('--as-of <time>', 'use only what was known at this instant (default: the last event)')
    .option('--contracts <dir>', "contracts in place of the home's own or the shipped ones")
    .action((options: BuildOptions) =>
      perform(terminal, options, async (io) => {
        const settings = parseSettings(options.set.map((pair) => `dataset.${pair}`));
        const help = 'npx showrunner dataset build --help';
        const asOfMs = options.asOf === undefined ? null : parseInstant(options.asOf, help);
        const built = await withInstallation(io.homePath, async (installation) => {
          const chosen = await chooseDataset(
            {
              ...installation,
              progress: io.progress,
              contracts: options.contracts ?? null,
            },
            asOfMs,
          );
          const { id } = await chosen.build(settings.dataset);
          return installation.artifacts.load<DatasetContent>('dataset', id);
        });
        const findings = findingsOf(built);
        io.result(
          {
            ...(documentOf(built) as Record<string, Json>),
            findings: JSON.parse(JSON.stringify(findings)) as Json,
          },
          [wordsOf(built), ...findingLines(findings)].join('\n'),
        );
      }),
    );

/** What was found, a line each, and what comes of it. */
const findingLines = (findings: readonly Finding[]): string[] => [
  ...findings.map(({ severity, message }) => `  ${severity}: ${message}`),
  ...(findings.some(({ severity }) => severity === 'block')
    ? ['Nothing trains on it: a finding blocks.']
    : []),
];

const list = (terminal: Terminal): Command =>
  command('list', 'list the datasets of the home').action((options: CommonOptions) =>
    perform(terminal, options, async (io) => {
      const datasets = await withInstallation(io.homePath, ({ artifacts }) =>
        artifacts.list<DatasetContent>('dataset'),
      );
      const lines = datasets.map(({ id, manifest: { content } }) => {
        const { positives, users } = content.tables;
        return `${id.slice(0, 12)}  up to ${instant(content.asOfMs)}  ${count(positives.rowCount)} likes of ${count(users.rowCount)} users`;
      });
      io.result(
        { datasets: datasets.map(documentOf) },
        lines.length === 0
          ? 'No datasets yet. Build one: npx showrunner dataset build'
          : lines.join('\n'),
      );
    }),
  );

const show = (terminal: Terminal): Command =>
  command('show', 'tell everything about a dataset')
    .argument('<id>', 'the id or its beginning')
    .action((id: string, options: CommonOptions) =>
      perform(terminal, options, async (io) => {
        const dataset = await withInstallation(io.homePath, ({ artifacts }) =>
          artifacts.load<DatasetContent>('dataset', id),
        );
        io.result(documentOf(dataset), wordsOf(dataset));
      }),
    );

const diff = (terminal: Terminal): Command =>
  command('diff', 'say in what two datasets differ')
    .argument('<a>', 'id or its beginning')
    .argument('<b>', 'id or its beginning')
    .action((a: string, b: string, options: CommonOptions) =>
      perform(terminal, options, async (io) => {
        const [first, second] = await withInstallation(io.homePath, async ({ artifacts }) => [
          await artifacts.load<DatasetContent>('dataset', a),
          await artifacts.load<DatasetContent>('dataset', b),
        ]);
        const differences = differencesOf(first!, second!);
        io.result(
          { a: first!.id, b: second!.id, differences },
          differences.length === 0 ? 'They are the same.' : differences.join('\n'),
        );
      }),
    );

const verify = (terminal: Terminal): Command =>
  command('verify', 'rebuild a dataset from the archived lines in a clean folder and compare')
    .argument('<id>', 'the id or its beginning')
    .action((id: string, options: CommonOptions) =>
      perform(terminal, options, async (io) => {
        const rebuilt = await withInstallation(io.homePath, (installation) =>
          verifyDataset(
            {
              ...installation,
              progress: io.progress,
              decoderOf: decodersIn(installation.home),
              openArtifacts,
            },
            id,
          ),
        );
        io.result(
          { id: rebuilt.id, verified: true, lines: rebuilt.lines },
          `Verified: ${count(rebuilt.lines)} archived lines were decoded anew in a clean folder, and dataset ${rebuilt.id.slice(0, 12)} came out with the same hashes.`,
        );
      }),
    );

/** Milliseconds only where there are any. */
const instant = (ms: number): string => new Date(ms).toISOString().replace(/(\.000)?Z$/, '');

const documentOf = (dataset: Dataset): Json =>
  JSON.parse(JSON.stringify({ id: dataset.id, ...dataset.manifest.content })) as Json;

function wordsOf({ id, manifest: { content } }: Dataset): string {
  const tables = DATASET_TABLES.map(
    (table) =>
      `  ${table.padEnd(10)}${count(content.tables[table].rowCount).padStart(12)} rows  ${content.tables[table].hash.slice(0, 12)}`,
  );
  return [
    `Dataset ${id}`,
    `  up to ${instant(content.asOfMs)}, from ${count(content.lines.reduce((sum, { from, to }) => sum + to - from, 0))} lines, catalogue ${content.catalogue?.slice(0, 12) ?? 'none'}`,
    `  ${Object.entries(content.parameters)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}`,
    ...tables,
  ].join('\n');
}

/** One sentence for each thing that differs. */
function differencesOf(a: Dataset, b: Dataset): string[] {
  const [x, y] = [a.manifest.content, b.manifest.content];
  const facts: [string, string, string][] = [
    ['instant', instant(x.asOfMs), instant(y.asOfMs)],
    ['parameters', JSON.stringify(x.parameters), JSON.stringify(y.parameters)],
    ['lines', JSON.stringify(x.lines), JSON.stringify(y.lines)],
    ['catalogue', x.catalogue?.slice(0, 12) ?? 'none', y.catalogue?.slice(0, 12) ?? 'none'],
    ...DATASET_TABLES.map((table): [string, string, string] => {
      const describe = ({ tables }: DatasetContent): string =>
        `${tables[table].rowCount} rows (${tables[table].hash.slice(0, 12)})`;
      return [table, describe(x), describe(y)];
    }),
  ];
  return facts.filter(([, p, q]) => p !== q).map(([name, p, q]) => `${name}: ${p} → ${q}`);
}
