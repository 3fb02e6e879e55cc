import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { listRuns, versionBehind } from '../../src/registry/index.ts';
import { QUALITY, SHIPPED_CONTRACTS, type Quality } from '../../src/quality/index.ts';
import { fillInstallation, QUICK } from '../support/filled-installation.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

/** Nobody watches 1,500 minutes, and in the generated log nobody watches 12. */
const BLOCKING: readonly [string, string] = ['maximum: 1500', 'maximum: 5'];

function ownContract(root: string, [from, to]: readonly [string, string]): void {
  const text = readFileSync(join(SHIPPED_CONTRACTS, 'events.yaml'), 'utf8');
  expect(text).toContain(from);
  mkdirSync(join(root, 'contracts'), { recursive: true });
  writeFileSync(join(root, 'contracts/events.yaml'), text.replace(from, to));
}

/** What a check says, without what depends on when it was made. */
const lasting = (quality: Quality): unknown => ({
  ...quality,
  checkedAt: null,
  checks: quality.checks.filter(({ kind }) => kind !== 'freshness'),
  findings: quality.findings.filter(({ check }) => check !== 'contract-freshness'),
});

const objections = ({ checks }: Quality): string[] =>
  checks.filter(({ outcome }) => outcome === 'warn' || outcome === 'block').map((c) => c.kind);

const settings = QUICK.flatMap((pair) => ['--set', pair]);

describe('showrunner check', () => {
  it('writes what it found as document and page, and finds the same again', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { root } = installation.home;
    const said = await say('check', '--home', root, '--json');
    expect(said.code).toBe(0);
    const first = QUALITY.parse(documentOf(said));
    expect(objections(first)).toEqual([]);
    expect(first.tables.map(({ table, rows }) => [table, rows === null])).toEqual([
      ['events', false],
      ['users', true],
      ['movies', true],
    ]);
    const folder = join(root, 'reports/quality/all');
    expect(JSON.parse(readFileSync(join(folder, 'quality.json'), 'utf8'))).toEqual(first);
    const page = readFileSync(join(folder, 'quality.html'), 'utf8');
    expect(page).toContain('The data are as they should be.');
    expect(page).not.toMatch(/<script|https?:\/\//);
    const second = documentOf<Quality>(await say('check', '--home', root, '--json'));
    expect(lasting(second)).toEqual(lasting(first));
  });

  it('ends with 1 when a check blocks, and says which, what was found and expected', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { root } = installation.home;
    ownContract(root, BLOCKING);
    const said = await say('check', '--home', root);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^BLOCK +range of a number +events\.minute .* none outside 0 to 5$/m);
    expect(said.out).toContain('such as 10 (840 rows)');
    expect(said.err).toContain('[QUALITY_BLOCKS]');
    const shipped = await say('check', '--home', root, '--contracts', SHIPPED_CONTRACTS);
    expect(shipped.code).toBe(0);
  });

  it('looks at one day when asked to', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'two-days.log');
    const second = '2024-03-02T10:00:01,7,GET /data/m/film+1/1400.mpg';
    writeFileSync(path, `${[...watchLines(30), second].join('\n')}\n`);
    const { root } = installation.home;
    expect((await say('ingest', '--from', `file:${path}`, '--home', root)).code).toBe(0);
    ownContract(root, ['maximum: 1500', 'maximum: 100']);
    const day = async (date: string) => say('check', '--day', date, '--home', root, '--json');
    expect(documentOf<Quality>(await day('2024-03-01')).tables[0]!.rows).toBe(30);
    expect((await day('2024-03-02')).code).toBe(1);
    expect((await day('2024-03-01')).code).toBe(0);
    expect(existsSync(join(root, 'reports/quality/2024-03-02/quality.html'))).toBe(true);
    const empty = await day('2024-03-03');
    expect([empty.code, empty.err]).toEqual([1, expect.stringContaining('lines from 2024-03-01')]);
    for (const wrong of ['2024-02-30', 'yesterday', '2024-03-01T10:00'])
      expect((await day(wrong)).code).toBe(2);
  });

  it('ends with 2 on a contract that cannot be used, naming file, line and field', async () => {
    const { home } = await temporaryInstallation();
    ownContract(home.root, ['metric: rowCount', 'metirc: rowCount']);
    const said = await say('check', '--home', home.root);
    expect(said.code).toBe(2);
    expect(said.err).toMatch(/events\.yaml cannot be used, line \d+: .*metirc.*nearest is metric/);
  });

  it('says in an empty home that there is nothing', async () => {
    const { home } = await temporaryInstallation();
    const said = await say('check', '--home', home.root, '--json');
    expect(said.code).toBe(0);
    expect(documentOf<Quality>(said).scope).toMatchObject({ from: null, to: null });
  });
});

describe('the gate of the data', () => {
  it('holds run and train back, which is no failure, and leaves what serves alone', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { root } = installation.home;
    expect((await say('run', '--home', root, ...settings)).code).toBe(0);
    const before = await versionBehind(installation.metadata, 'champion');
    const runs = (await listRuns(installation.metadata)).length;
    ownContract(root, BLOCKING);
    for (const command of [
      ['run', ...settings],
      ['train', '--model', 'popularity'],
    ]) {
      const held = await say(...command, '--home', root, '--json');
      expect(held.code).toBe(0);
      expect(documentOf(held)).toMatchObject({
        held: true,
        reasons: [expect.stringContaining('events.minute, range of a number')],
      });
    }
    expect((await say('run', '--home', root, ...settings)).out).toContain('The gate holds');
    expect(await versionBehind(installation.metadata, 'champion')).toEqual(before);
    expect(await listRuns(installation.metadata)).toHaveLength(runs);
    // With contracts that the data hold, the same command trains.
    const open = await say('run', '--home', root, '--contracts', SHIPPED_CONTRACTS, ...settings);
    expect(open.out).toContain('als/1 stays champion');
  });

  it('builds the dataset all the same, with what was found beside its tables', async () => {
    const installation = await temporaryInstallation();
    await fillInstallation(installation);
    const { root } = installation.home;
    const sound = await say('dataset', 'build', '--home', root, '--json');
    ownContract(root, BLOCKING);
    const held = await say('dataset', 'build', '--home', root, '--json');
    expect([sound.code, held.code]).toEqual([0, 0]);
    const [a, b] = [sound, held].map((said) =>
      documentOf<{ id: string; findings: Finding[] }>(said),
    );
    expect(a!.findings.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(b!.findings.filter(({ severity }) => severity === 'block')).toMatchObject([
      {
        check: 'contract-range',
        table: 'events',
        field: 'minute',
        expected: 'none outside 0 to 5',
      },
    ]);
    // Another contract is another dataset; the same one is the same, whenever it is built.
    expect(a!.id).not.toBe(b!.id);
    const again = await say('dataset', 'build', '--home', root, '--json');
    expect(documentOf<{ id: string }>(again).id).toBe(b!.id);
    const quality = JSON.parse(readFileSync(join(root, 'datasets', b!.id, 'quality.json'), 'utf8'));
    expect(quality).toMatchObject({ findings: b!.findings, contracts: { verdict: 'block' } });
    for (const { id } of [a!, b!])
      expect((await say('dataset', 'verify', id, '--home', root)).out).toContain('Verified');
  });
});

const SCENARIO = join(import.meta.dirname, '../../../shared/data/scenario');

describe.skipIf(!existsSync(SCENARIO))(
  'the shipped contracts and real logs (skipped where ../shared/data is absent)',
  () => {
    it.each(['stream-2022-10.log', 'ratings-2024-10.log'])('fit %s', async (log) => {
      const { home } = await temporaryInstallation();
      const at = (name: string): string => join(SCENARIO, name);
      const files = ['--movies', at('movies-2025.jsonl.gz'), '--users', at('users-2025.csv.gz')];
      await say('catalogue', 'sync', ...files, '--timeless', '--home', home.root);
      await say('ingest', '--from', `file:${at(log)}`, '--home', home.root);
      const quality = documentOf<Quality>(await say('check', '--home', home.root, '--json'));
      expect(quality.checks.length).toBeGreaterThan(100);
      expect(objections(quality)).toEqual([]);
    });
  },
);

describe('the shipped contracts', () => {
  it('fit what the simulator writes, faults and all', async () => {
    const { home } = await temporaryInstallation();
    const { root } = home;
    const service = temporaryFolder();
    const sizes = ['--users', '300', '--movies', '300', '--days', '5', '--repeated', '0.001'];
    expect((await say('simulate', ...sizes, '--home', service)).code).toBe(0);
    const at = (name: string): string => join(service, 'simulated', name);
    const files = ['--movies', at('movies.jsonl'), '--users', at('users.csv')];
    await say('catalogue', 'sync', ...files, '--timeless', '--complete', '--home', root);
    await say('ingest', '--from', `file:${at('movielog.log')}`, '--home', root);
    const quality = documentOf<Quality>(await say('check', '--home', root, '--json'));
    expect(quality.ledger.duplicate).toBeGreaterThan(0);
    expect(quality.scope.judgedDay).toBe('2026-01-08');
    expect(objections(quality)).toEqual([]);
  });
});
