import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { loadContracts, QUALITY, type Quality } from '../../quality/index.ts';
import type { Home } from '../../store/index.ts';
import { addControlRoute } from './add-control-route.ts';
import type { ControlParts } from './control-parts.ts';
import { DATA_CONTRACTS } from './contracts/data.ts';
import { pageOf } from './cursors.ts';
import { builtAtOf, datasetsOf, findingsIn, verdictOf } from './kept-datasets.ts';

/** Adds what the checks of the data found, and the contracts they were held against. */
export function addQualityRoutes(app: FastifyInstance, parts: ControlParts): void {
  addControlRoute(app, DATA_CONTRACTS.quality, async ({ query }) => {
    const { entries, next } = pageOf(await datasetsOf(parts.artifacts), query, ({ id }) => id);
    const checks = entries.map((dataset) => {
      const findings = findingsIn(dataset);
      return {
        id: dataset.id,
        asOf: new Date(dataset.manifest.content.asOfMs).toISOString(),
        builtAt: builtAtOf(dataset),
        verdict: verdictOf(findings),
        findings,
      };
    });
    return { checks, next };
  });
  addControlRoute(app, DATA_CONTRACTS.contracts, () => {
    const { all, hash } = loadContracts(parts.home, null);
    const latest = latestQuality(parts.home);
    return {
      hash,
      checkedAt: latest?.checkedAt ?? null,
      contracts: all.map(({ table, id, version, isShipped, checks }) => ({
        table,
        id,
        version,
        isShipped,
        checks: checks.map(({ kind, field, severity, description, line }) => {
          const found = latest?.checks.find(
            (check) =>
              latest.contracts === hash &&
              check.table === table &&
              check.kind === kind &&
              check.field === field &&
              check.line === line,
          );
          return {
            kind,
            field,
            severity,
            description,
            line,
            outcome: found?.outcome ?? null,
            observed: found?.observed ?? null,
            expected: found?.expected ?? null,
          };
        }),
      })),
    };
  });
}

/** The check that was written down last; `null` where none can be read. */
function latestQuality(home: Home): Quality | null {
  const folder = join(home.reports, 'quality');
  const files = namesIn(folder)
    .map((name) => join(folder, name, 'quality.json'))
    .map((path) => ({ path, atMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -1 }))
    .filter(({ atMs }) => atMs >= 0)
    .sort((a, b) => b.atMs - a.atMs);
  const [newest] = files;
  if (newest === undefined) return null;
  try {
    return QUALITY.safeParse(JSON.parse(readFileSync(newest.path, 'utf8'))).data ?? null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}
