import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../src/catalogue/index.ts';
import type { Installation } from '../../src/compose.ts';
import { accountedFor } from '../../src/domain/ledger.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import {
  eventFiles,
  liveSegments,
  newestSettlements,
  settledLedger,
  settleLake,
} from '../../src/ingest/index.ts';
import { sqlPaths } from '../../src/store/index.ts';
import { ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { knownCatalogue } from '../support/known-catalogue.ts';
import { logTime } from '../support/log-lines.ts';

const watch = (second: number, user: number | string, film = 'film+1'): string =>
  `${logTime(second)},${user},GET /data/m/${film}/3.mpg`;
const early = knownCatalogue({ 'film+1': 100 });
const later: Catalogue = { ...knownCatalogue({ 'film+1': 100, 'film+2': 90 }), id: 'later' };
/** Two full segments of 4 lines and one line more. */
const LINES = [
  watch(1, 7),
  watch(2, 7, 'film+2'),
  watch(3, 7, 'film+3'),
  watch(4, 7, 'fXilm+2'),
  watch(5, 7),
  watch(6, 7),
  watch(7, 7),
  'nonsense',
  watch(9, 7, 'film+2'),
];

async function lakeOf(lines: readonly string[]) {
  const installation = await temporaryInstallation();
  const path = join(temporaryFolder(), 'stream.log');
  writeFileSync(path, `${lines.join('\n')}\n`);
  await ingestFile(installation, path, { catalogue: early, segmentLines: 4 });
  return { installation, path };
}
const settle = (
  installation: Installation,
  catalogue: Catalogue | null,
  kept: ReadonlySet<string> = new Set(),
) =>
  settleLake({
    ...installation,
    catalogue,
    kept,
    progress: SILENT,
    decoderFor: () => movielogDecoder,
  });
async function ledgerNow({ artifacts }: Installation) {
  const segments = await liveSegments(artifacts);
  return settledLedger(segments, await newestSettlements(artifacts));
}

describe('settling', () => {
  it('accepts and repairs with a newer catalogue, and leaves the open range alone', async () => {
    const { installation } = await lakeOf(LINES);
    expect((await ledgerNow(installation)).quarantined).toEqual({
      unknown_item: 3,
      bad_item: 1,
      missing_field: 1,
    });
    const { settlements, after } = await settle(installation, later);
    expect(settlements).toHaveLength(1);
    expect(after).toMatchObject({ read: 4, repaired: 1, quarantined: { unknown_item: 1 } });
    const ledger = await ledgerNow(installation);
    expect(ledger).toMatchObject({
      read: 9,
      accepted: { watch: 5 },
      repaired: 1,
      quarantined: { unknown_item: 2, missing_field: 1 },
    });
    expect(accountedFor(ledger)).toBe(9);
    const { artifacts, tables } = installation;
    const files = eventFiles(await liveSegments(artifacts), await newestSettlements(artifacts));
    expect(
      await tables.rows(
        `SELECT position, item_id FROM read_parquet(${sqlPaths(files)}) WHERE position IN (1, 3) ORDER BY position`,
      ),
    ).toEqual([
      { position: 1, item_id: 'film+2' },
      { position: 3, item_id: 'film+2' },
    ]);
  });

  it('does nothing the second time, and the same thing anywhere', async () => {
    const { installation } = await lakeOf(LINES);
    const [first] = (await settle(installation, later)).settlements;
    expect((await settle(installation, later)).settlements).toEqual([]);
    expect((await settle(installation, { ...later, id: 'again' })).settlements).toEqual([]);
    expect((await installation.artifacts.list('settlement')).map(({ id }) => id)).toEqual([
      first!.id,
    ]);
  });

  it('takes back what a catalogue no longer knows', async () => {
    const { installation } = await lakeOf(LINES);
    await settle(installation, later);
    const { settlements } = await settle(installation, early);
    expect(settlements[0]!.manifest.content.settled).toBe(0);
    expect((await ledgerNow(installation)).quarantined).toMatchObject({ unknown_item: 3 });
  });

  it('counts a repaired line that came whole as well only once', async () => {
    // The whole line is in the first segment, the damaged one in the second.
    const { installation } = await lakeOf([
      watch(1, 7),
      watch(2, 7),
      watch(3, 7),
      watch(4, 40),
      watch(4, '4X0'),
      watch(6, '8X'),
      watch(6, 'Y8'),
      watch(8, 7),
    ]);
    const users = { ...knownCatalogue({ 'film+1': 100 }, { users: 'complete', largestUser: 50 }) };
    expect((await ledgerNow(installation)).quarantined).toEqual({ bad_user: 3 });
    await settle(installation, users);
    expect(await ledgerNow(installation)).toMatchObject({
      duplicate: 2,
      repaired: 1,
      quarantined: {},
    });
  });

  it('removes older settlements unless a dataset names them', async () => {
    const { installation } = await lakeOf(LINES);
    const [first] = (await settle(installation, later)).settlements;
    await settle(installation, early, new Set([first!.id]));
    expect(await installation.artifacts.list('settlement')).toHaveLength(2);
    await settle(installation, early);
    expect((await installation.artifacts.list('settlement')).map(({ id }) => id)).not.toContain(
      first!.id,
    );
  });

  it('drops the settlement of a segment that is no more', async () => {
    const { installation, path } = await lakeOf(LINES);
    const [first] = (await settle(installation, later)).settlements;
    for (const { id } of await liveSegments(installation.artifacts))
      await installation.artifacts.remove('segment', id);
    await ingestFile(installation, path, { catalogue: later, segmentLines: 4 });
    expect((await ledgerNow(installation)).quarantined).toMatchObject({ unknown_item: 1 });
    await settle(installation, later);
    expect((await installation.artifacts.list('settlement')).map(({ id }) => id)).not.toContain(
      first!.id,
    );
  });
});
