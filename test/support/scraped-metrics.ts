import { openServing } from '../../src/serving/index.ts';
import { startControl, startServing } from '../../src/http/index.ts';
import { parseSettings, runPipeline } from '../../src/pipeline/index.ts';
import { reportDay } from '../../src/monitoring/index.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { liveSegments } from '../../src/ingest/index.ts';
import { jsonLogger, roleBoard } from '../../src/telemetry/index.ts';
import { openRules } from '../../src/cli/open-rules.ts';
import { fillInstallation, QUICK } from './filled-installation.ts';
import { openInstallation } from '../../src/compose.ts';
import { openHome } from '../../src/store/index.ts';
import { temporaryFolderForAll } from './installation.ts';

/** A metric as an answer of `/metrics` describes it. */
export interface ScrapedMetric {
  readonly type: string;
  readonly help: string;
  /** Of the samples there are; without `le`. */
  readonly labels: ReadonlySet<string>;
}

/** What one port answered, by the name of the metric. */
export type Scrape = ReadonlyMap<string, ScrapedMetric>;

/** Reads the descriptions and labels of an answer in the text format. */
export function scraped(text: string): Scrape {
  const found = new Map<string, { type: string; help: string; labels: Set<string> }>();
  for (const line of text.split('\n')) {
    const [, name, help] = /^# HELP (\S+) (.*)$/.exec(line) ?? [];
    if (name !== undefined) found.set(name, { type: '', help: help!, labels: new Set() });
    const [, typed, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (typed !== undefined) found.get(typed)!.type = type!;
    const [, series, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (series === undefined) continue;
    const metric = found.get(series) ?? found.get(series.replace(/_(?:bucket|sum|count)$/, ''));
    for (const [, label] of labels.matchAll(/(\w+)="/g))
      if (label !== 'le') metric?.labels.add(label!);
  }
  return found;
}

/** Every name under which a scrape has samples: a histogram has three. */
export const seriesNames = (scrape: Scrape): string[] =>
  [...scrape].flatMap(([name, { type }]) =>
    type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name],
  );

/**
 * What both ports of a running service answer: a trained installation, one list asked for, a
 * report made. To be called in `beforeAll`.
 */
export async function scrapeBothPorts(): Promise<{
  readonly public: Scrape;
  readonly control: Scrape;
}> {
  const installation = await openInstallation(openHome(temporaryFolderForAll()));
  const { home, clock } = installation;
  await fillInstallation(installation, undefined, temporaryFolderForAll());
  await runPipeline(
    { ...installation, progress: SILENT },
    { settings: parseSettings(QUICK), asOfMs: null, force: false },
  );
  const segments = await liveSegments(installation.artifacts);
  const lastMs = Math.max(...segments.flatMap(({ manifest }) => manifest.content.maxTimeMs ?? []));
  await reportDay(installation, new Date(lastMs).toISOString().slice(0, 10));
  const boards = ['ingest', 'train', 'observe'].map((role) => roleBoard(home, role, clock));
  const logger = jsonLogger(() => undefined, clock);
  const monotonic = { nowMs: () => performance.now() };
  const listening = { host: '127.0.0.1', port: 0, clock, monotonic, logger };
  const sources = await openServing(installation, { codeVersion: 'code' });
  const rules = openRules(home, undefined, logger);
  const serving = await startServing(sources, {
    ...listening,
    exposures: home.exposures,
    rules,
    version: 'test',
  });
  const control = await startControl(
    { ...installation, tables: async () => installation.tables },
    {
      ...listening,
      servingUrl: serving.url,
      token: null,
    },
  );
  try {
    await fetch(`${serving.url}/recommend/1000`);
    const read = async (url: string): Promise<Scrape> =>
      scraped(await (await fetch(`${url}/metrics`)).text());
    return { public: await read(serving.url), control: await read(control.url) };
  } finally {
    await control.stop(500);
    await serving.stop(500);
    rules.close();
    await sources.close();
    for (const board of boards) board.close();
    await installation.close();
  }
}
