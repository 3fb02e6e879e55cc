import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSource } from '../../src/adapters/index.ts';
import { databaseDamageOf, openArtifacts, openInstallation } from '../../src/compose.ts';
import type { Installation } from '../../src/compose.ts';
import { requireDecoder } from '../../src/cli/decoders.ts';
import { SILENT } from '../../src/domain/progress.ts';
import {
  archivedLines,
  isCompact,
  ledgerOf,
  liveSegments,
  type Segment,
} from '../../src/ingest/index.ts';
import { compactLake, examineHome, rebuildLake } from '../../src/maintenance/index.ts';
import { openHome } from '../../src/store/index.ts';
import { ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';
import { say } from '../support/recording-terminal.ts';

/** 1,000 lines of three kinds: in canonical form, in another form, and of no use. */
const LINES = watchLines(1_000).map((line, index) =>
  index % 97 === 0 ? 'no line at all' : index % 89 === 0 ? line.replace(/,/, '.000,') : line,
);

async function ingested() {
  const installation = await temporaryInstallation();
  const path = join(temporaryFolder(), 'stream.log');
  writeFileSync(path, `${LINES.join('\n')}\n`);
  const { segments } = await ingestFile(installation, path);
  return { installation, path, segments };
}

const rebuild = (installation: Installation, path: string | null) =>
  rebuildLake({
    ...installation,
    progress: SILENT,
    decoderOf: (name) => requireDecoder(installation.home, name),
    openArtifacts,
    source: path === null ? null : fileSource(path),
    judgeWith: undefined,
    segmentLines: 400,
  });

const troubles = async (installation: Installation): Promise<string[]> => {
  const all = await examineHome(
    {
      ...installation,
      progress: SILENT,
      databaseDamage: () => databaseDamageOf(installation.home),
    },
    { bytes: true },
  );
  return all.filter(({ state }) => state === 'trouble').map(({ check }) => check);
};

const compact = (installation: Installation) =>
  compactLake({
    ...installation,
    progress: SILENT,
    stop: new AbortController().signal,
    olderThanDays: 0,
  });

const idsOf = (segments: readonly Segment[]): string[] => segments.map(({ id }) => id);

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

describe('a damaged lake', () => {
  it('is sound as long as nothing is damaged', async () => {
    const { installation } = await ingested();
    expect(await troubles(installation)).toEqual([]);
  });

  it('is mended from the archive when a bit of the events is flipped', async () => {
    const { installation, segments } = await ingested();
    flipByte(join(segments[0]!.folder, 'events.parquet'));
    expect(await troubles(installation)).toEqual(['segment']);
    expect(await rebuild(installation, null)).toMatchObject({ mendedCount: 1, fresh: [] });
    expect(await troubles(installation)).toEqual([]);
    expect(idsOf(await liveSegments(installation.artifacts))).toEqual(idsOf(segments));
  });

  it('is mended from the source when the archive is cut, and left alone without it', async () => {
    const { installation, path, segments } = await ingested();
    truncateSync(join(segments[1]!.folder, 'lines.zst'), 20);
    await expect(rebuild(installation, null)).rejects.toMatchObject({
      code: 'LINES_LOST',
      details: { from: segments[1]!.manifest.content.from },
    });
    expect(await troubles(installation)).toEqual(['segment']);
    expect(await rebuild(installation, path)).toMatchObject({ mendedCount: 1, fromSourceCount: 1 });
    expect(idsOf(await liveSegments(installation.artifacts))).toEqual(idsOf(segments));
  });

  it('has its hole filled from the source when a manifest cannot be read', async () => {
    const { installation, path, segments } = await ingested();
    writeFileSync(join(segments[0]!.folder, 'manifest.json'), '{"kind"');
    flipByte(join(segments[1]!.folder, 'manifest.json'));
    expect(await troubles(installation)).toContain('segment');
    await rebuild(installation, path);
    expect(await troubles(installation)).toEqual([]);
    const live = await liveSegments(installation.artifacts);
    expect(idsOf(live).slice(1)).toEqual(idsOf(segments).slice(1));
  });

  it('names a manifest of a newer version and mends around it', async () => {
    const { installation, path, segments } = await ingested();
    const manifest = join(segments[1]!.folder, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"format": 1', '"format": 9'));
    await expect(liveSegments(installation.artifacts)).rejects.toMatchObject({
      code: 'ARTIFACT_TOO_NEW',
    });
    expect(await troubles(installation)).toEqual(['segment', 'lake']);
    await rebuild(installation, path);
    expect(idsOf(await liveSegments(installation.artifacts))).toEqual(idsOf(segments));
  });
});

describe('a lake that is rebuilt', () => {
  it('brings a home of an older format up to date, which nothing else may open', async () => {
    const { installation, segments } = await ingested();
    const { root } = installation.home;
    writeFileSync(join(root, 'home.json'), '{"showrunner":"home","format":1}\n');
    const refused = await say('dataset', 'list', '--home', root);
    expect(refused.err).toMatch(/older Showrunner.*ingest --rebuild.*HOME_TOO_OLD/);
    expect(await say('ingest', '--rebuild', '--home', root)).toMatchObject({ code: 0 });
    expect(await say('dataset', 'list', '--home', root)).toMatchObject({ code: 0 });
    // Cut into segments of the usual size now, they hold the same lines.
    expect(ledgerOf(await liveSegments(installation.artifacts))).toEqual(ledgerOf(segments));
  });

  it('takes the place of one that was judged otherwise, and sets the old one aside', async () => {
    const { installation, segments } = await ingested();
    // The same lines, judged by a program that saw one line fewer as faulty.
    const other = await temporaryInstallation();
    const path = join(temporaryFolder(), 'stream.log');
    writeFileSync(path, `${LINES.join('\n')}\n`);
    await ingestFile(other, path, { decoder: { name: 'movielog/1', decode: rejectAll } });
    for (const segment of segments) await installation.artifacts.remove('segment', segment.id);
    for (const { folder, id } of await liveSegments(other.artifacts))
      cpSync(folder, join(installation.home.root, 'lake', id), { recursive: true });
    const result = await rebuild(installation, null);
    expect(result.before.quarantined).toEqual({ unknown_event: 1_000 });
    expect(result.after.accepted.watch).toBe(1_000 - Math.ceil(1_000 / 97));
    expect(result.setAside).toHaveLength(result.gone.length);
    const live = await liveSegments(installation.artifacts);
    expect(live.map(({ manifest }) => manifest.content.rowsHash)).toEqual(
      segments.map(({ manifest }) => manifest.content.rowsHash),
    );
  });
});

const rejectAll = () => ({ ok: false, reason: 'unknown_event' }) as const;

describe('a compacted lake', () => {
  it('is smaller and says the same: ids, raw lines, verification and what comes next', async () => {
    const { installation, path, segments } = await ingested();
    const raw = await Promise.all(segments.map((s) => archivedLines(installation.tables, s)));
    const result = await compact(installation);
    expect(result.compactedCount).toBe(2);
    expect(result.afterBytes).toBeLessThan(result.beforeBytes);
    const live = await liveSegments(installation.artifacts);
    expect(live.map(isCompact)).toEqual(segments.map(({ manifest }) => manifest.content.closed));
    expect(idsOf(live)).toEqual(idsOf(segments));
    expect(await Promise.all(live.map((s) => archivedLines(installation.tables, s)))).toEqual(raw);
    expect(await troubles(installation)).toEqual([]);
    expect(await rebuild(installation, null)).toMatchObject({ mendedCount: 0, fresh: [] });
    writeFileSync(path, `${[...LINES, ...LINES.slice(0, 5)].join('\n')}\n`);
    const { ledger } = await ingestFile(installation, path);
    expect(ledger).toMatchObject({ read: 1_005, duplicate: 4 });
    expect(await compact(installation)).toMatchObject({ compactedCount: 0 });
  });

  it('keeps the archive where the events do not give the lines back', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'junk.log');
    writeFileSync(path, `${Array.from({ length: 400 }, (_, n) => `junk ${n}`).join('\n')}\n`);
    await ingestFile(installation, path);
    expect(await compact(installation)).toMatchObject({ compactedCount: 0 });
  });

  it('is refused while another process compacts', async () => {
    const { installation } = await ingested();
    const home = openHome(installation.home.root);
    const again = await openInstallation(home);
    writeFileSync(
      join(home.locks, 'compact.lock'),
      JSON.stringify({ pid: process.ppid, startTicks: null }),
    );
    await expect(compact(again)).rejects.toMatchObject({ code: 'HOME_LOCKED' });
    await again.close();
  });
});
