import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireDecoder } from '../../src/cli/decoders.ts';
import { openArtifacts } from '../../src/compose.ts';
import { accountedFor } from '../../src/domain/ledger.ts';
import { SILENT } from '../../src/domain/progress.ts';
import type { IngestResult } from '../../src/ingest/index.ts';
import { rebuildLake } from '../../src/maintenance/index.ts';
import { sqlPaths } from '../../src/store/index.ts';
import { contentsOf, ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { watchLines } from '../support/log-lines.ts';

const write = (lines: readonly string[], name = 'stream.log'): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const reread = ({ segments }: IngestResult): unknown[] =>
  segments.map(({ manifest }) => manifest.content.rereadOf ?? null);

describe('a file that is in the lake under another name', () => {
  // 850 lines are two segments of 400 and smaller ones of 40 and 4; the copy goes on with 100.
  const first = [...watchLines(800), 'broken', ...watchLines(49, 800)];
  const copy = [...first, 'too', ...watchLines(10, 830), ...watchLines(89, 900)];

  it('counts its lines as duplicates up to where it goes on by itself', async () => {
    const installation = await temporaryInstallation();
    const original = write(first);
    await ingestFile(installation, original);
    const result = await ingestFile(installation, write(copy));
    // 10 of its own lines repeat lines of the copied part.
    expect(result.ledger).toMatchObject({ read: 950, duplicate: 860, accepted: { watch: 89 } });
    expect(result.ledger.quarantined).toEqual({ missing_field: 1 });
    expect(accountedFor(result.ledger)).toBe(950);
    expect(result.findings.find(({ check }) => check === 'reread-file')).toMatchObject({
      count: 850,
      examples: [`file:${original}`],
    });
    expect(result.findings.find(({ check }) => check === 'repeated')).toMatchObject({ count: 10 });
    const lines = result.segments.reduce(
      (sum, { manifest }) => sum + (manifest.content.rereadOf?.lines ?? 0),
      0,
    );
    expect(lines).toBe(850);
    const paths = result.segments.map(({ folder }) => join(folder, 'events.parquet'));
    const [least] = await installation.tables.rows<{ position: number }>(
      `SELECT min(position) AS position FROM read_parquet(${sqlPaths(paths)})`,
    );
    expect(least!.position).toBe(861);
  });

  it('comes out the same in one run and in many', async () => {
    const installation = await temporaryInstallation();
    const original = write(first);
    await ingestFile(installation, original);
    const path = write(copy);
    const whole = await ingestFile(installation, path);
    for (const cuts of [[500], [1, 39, 400, 401, 799, 800, 849, 850, 851]]) {
      const again = await temporaryInstallation();
      await ingestFile(again, original);
      for (const cut of cuts) {
        writeFileSync(path, `${copy.slice(0, cut).join('\n')}\n`);
        await ingestFile(again, path);
      }
      writeFileSync(path, `${copy.join('\n')}\n`);
      expect(contentsOf(await ingestFile(again, path))).toEqual(contentsOf(whole));
    }
  });

  it('is told from a file that differs in its first line, and from one that is read further', async () => {
    const installation = await temporaryInstallation();
    const path = write(first);
    await ingestFile(installation, path);
    const other = await ingestFile(installation, write(['another', ...first.slice(1)]));
    expect(reread(other)).toEqual(other.segments.map(() => null));
    expect(other.ledger.accepted.watch).toBe(848);
    await ingestFile(installation, write(copy));
    appendFileSync(path, `${copy.slice(850).join('\n')}\n`);
    const further = await ingestFile(installation, path);
    expect(reread(further)).toEqual(further.segments.map(() => null));
    expect(further.ledger.accepted.watch).toBe(938);
  });

  it('can be the copy of a copy, and two copies never pass lines on to each other', async () => {
    const installation = await temporaryInstallation();
    const original = write(first);
    await ingestFile(installation, original);
    const path = write(copy);
    const second = await ingestFile(installation, path);
    const third = await ingestFile(installation, write(copy));
    expect(third.ledger).toMatchObject({ read: 950, duplicate: 950 });
    // The lines of the second that are no segment of 400 are judged again, beside the third.
    expect(contentsOf(await ingestFile(installation, path))).toEqual(contentsOf(second));
    appendFileSync(path, `${watchLines(1, 2_000).join('\n')}\n`);
    const { ledger } = await ingestFile(installation, path);
    expect(ledger).toMatchObject({ read: 951, duplicate: 860, accepted: { watch: 90 } });
  });

  it('stays one in a rebuild', async () => {
    const installation = await temporaryInstallation();
    await ingestFile(installation, write(first));
    await ingestFile(installation, write(copy));
    const rebuilt = await rebuildLake({
      ...installation,
      progress: SILENT,
      decoderOf: (name) => requireDecoder(installation.home, name),
      openArtifacts,
      source: null,
      judgeWith: undefined,
      segmentLines: 400,
    });
    expect(rebuilt).toMatchObject({ mendedCount: 0, fresh: [] });
  });
});
