import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { labelsIn, metricsIn } from '../support/promql.ts';
import { scrapeBothPorts, seriesNames, type Scrape } from '../support/scraped-metrics.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

let scrapes: { readonly public: Scrape; readonly control: Scrape };
beforeAll(async () => {
  scrapes = await scrapeBothPorts();
}, 120_000);

/** Prometheus makes these itself, and adds these labels to all. */
const OWN_METRICS = ['up'];
const OWN_LABELS = ['job', 'instance', 'le'];

const RULES = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string(), action: z.string() }),
        }),
      ),
    }),
  ),
});
const DASHBOARD = z.object({
  uid: z.string(),
  title: z.string(),
  panels: z.array(
    z.object({
      title: z.string(),
      description: z.string().min(5),
      fieldConfig: z.object({ defaults: z.object({ unit: z.string() }) }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});

const rules = RULES.parse(parse(read('deploy/prometheus/alerts.yml'))).groups.flatMap(
  (group) => group.rules,
);
const dashboards = readdirSync(join(ROOT, 'deploy/grafana/dashboards')).map((name) =>
  DASHBOARD.parse(JSON.parse(read(`deploy/grafana/dashboards/${name}`))),
);
const expressions = [
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...dashboards.flatMap(({ title, panels }) =>
    panels.flatMap((panel) =>
      panel.targets.map(({ expr }) => ({ where: `${title}: ${panel.title}`, expr })),
    ),
  ),
];

describe('alert rules and dashboards', () => {
  it('name only metrics that the two ports really give', () => {
    const known = new Set([
      ...OWN_METRICS,
      ...seriesNames(scrapes.public),
      ...seriesNames(scrapes.control),
    ]);
    const unknown = expressions.flatMap(({ where, expr }) =>
      metricsIn(expr)
        .filter((name) => !known.has(name))
        .map((name) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
    expect(expressions.every(({ expr }) => metricsIn(expr).length > 0)).toBe(true);
    expect(expressions.length).toBeGreaterThan(30);
  });

  it('name only labels that those metrics are documented with', () => {
    const labels = new Map(documented().map((row) => [row.name, row.labels]));
    const unknown = expressions.flatMap(({ where, expr }) => {
      const known = new Set([
        ...OWN_LABELS,
        ...metricsIn(expr).flatMap((name) => [
          ...(labels.get(name) ?? labels.get(name.replace(/_(?:bucket|sum|count)$/, '')) ?? []),
        ]),
      ]);
      return labelsIn(expr)
        .filter((label) => !known.has(label))
        .map((label) => `${where}: ${label}`);
    });
    expect(unknown).toEqual([]);
  });

  it('have names of their own, and tell what is the matter and what to do', () => {
    const names = [...rules.map(({ alert }) => alert), ...dashboards.map(({ uid }) => uid)];
    expect(new Set(names).size).toBe(names.length);
    expect(rules.filter(({ annotations }) => !annotations.action.endsWith('.'))).toEqual([]);
  });

  it('are given to Prometheus and Grafana by compose.yaml and by the names it mounts them under', () => {
    expect(read('deploy/prometheus.yml')).toContain('/etc/prometheus/alerts.yml');
    expect(read('compose.yaml')).toContain('alerts.yml:/etc/prometheus/alerts.yml:ro');
    const provider = read('deploy/grafana/provisioning/dashboards/showrunner.yaml');
    const path = /path: (\S+)/.exec(provider)![1]!;
    expect(read('compose.yaml')).toContain(`./deploy/grafana/dashboards:${path}:ro`);
    const source = read('deploy/grafana/provisioning/datasources/prometheus.yaml');
    expect(source).toContain('uid: showrunner-prometheus');
    for (const dashboard of readdirSync(join(ROOT, 'deploy/grafana/dashboards')))
      expect(read(`deploy/grafana/dashboards/${dashboard}`)).not.toMatch(/"uid": "(?!showrunner-)/);
  });
});

interface DocumentedMetric {
  readonly name: string;
  readonly port: 'public' | 'control';
  readonly type: string;
  readonly labels: readonly string[];
}

/** Rows of the tables of docs/telemetry.md: name, type, labels; the heading says the port. */
function documented(): DocumentedMetric[] {
  let port: DocumentedMetric['port'] = 'public';
  return read('docs/telemetry.md')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('## Port')) port = line.includes('8090') ? 'control' : 'public';
      const [, name, type, labels] =
        /^\| `(showrunner_\w+)`\s*\| (\w+)\s*\| ([^|]*?)\s*\|/.exec(line) ?? [];
      if (name === undefined) return [];
      const named = [...labels!.matchAll(/`(\w+)`/g)].map(([, label]) => label!);
      return [{ name, port, type: type!, labels: named }];
    });
}

describe('docs/telemetry.md', () => {
  it.each(['public', 'control'] as const)(
    'has the metrics of the %s port, no more and no less',
    (port) => {
      const told = documented().filter((row) => row.port === port);
      const real = [...scrapes[port]].filter(([name]) => name.startsWith('showrunner_'));
      expect(told.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(
        real.map(([name, { type }]) => `${name} ${type}`).sort(),
      );
    },
  );

  it('names every label that a sample has', () => {
    const untold = (['public', 'control'] as const).flatMap((port) =>
      documented()
        .filter((row) => row.port === port)
        .flatMap(({ name, labels }) =>
          [...scrapes[port].get(name)!.labels].filter((label) => !labels.includes(label)),
        ),
    );
    expect(untold).toEqual([]);
  });
});

describe('a metric of ours', () => {
  it('says its unit in its name: totals count, times are seconds, sizes are bytes', () => {
    const names = [...scrapes.public, ...scrapes.control]
      .filter(([name]) => name.startsWith('showrunner_'))
      .map(([name, { type }]) => ({ name, type }));
    expect(
      names.filter(({ name, type }) => (type === 'counter') !== name.endsWith('_total')),
    ).toEqual([]);
    expect(names.filter(({ name }) => /_(?:ms|millis|minutes_total|kb|mb)$/.test(name))).toEqual(
      [],
    );
  });
});

describe('metricsIn', () => {
  it('tells metrics from functions, labels, ranges and words', () => {
    expect(
      metricsIn(
        'sum by (le, route) (rate(a_total{b="c_total",d=~"e"}[5m])) / on (f) scalar(g_sum) > 14.4 * 0.01 and time() - h offset 5m',
      ),
    ).toEqual(['a_total', 'g_sum', 'h']);
  });
});
