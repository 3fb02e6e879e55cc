import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveSegments, NO_SETTLEMENTS } from '../../src/ingest/index.ts';
import { reportDay, touchedDays } from '../../src/monitoring/index.ts';
import { contentsOf, ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';

/** One minute of a movie, watched on a day of March 2024. */
const tick = (day: number, second: number): string =>
  `2024-03-0${day}T10:00:${String(second).padStart(2, '0')},7,GET /data/m/film+1/3.mpg`;

describe('lines of a day that is over', () => {
  it('are told, and the report of their day is made anew', async () => {
    const installation = await temporaryInstallation();
    const { home, artifacts } = installation;
    const path = join(temporaryFolder(), 'stream.log');
    writeFileSync(path, `${[tick(1, 1), tick(2, 1), tick(3, 1)].join('\n')}\n`);
    expect((await ingestFile(installation, path)).findings.map(({ check }) => check)).toEqual([
      'no-catalogue',
    ]);
    for (const day of ['2024-03-01', '2024-03-02']) await reportDay(installation, day);
    const touched = async (): Promise<string[]> =>
      touchedDays(home, await liveSegments(artifacts), NO_SETTLEMENTS);
    expect(await touched()).toEqual([]);

    appendFileSync(path, `${[tick(1, 2), tick(1, 3), tick(3, 2)].join('\n')}\n`);
    const { findings } = await ingestFile(installation, path);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'late-lines', count: 2, examples: ['2024-03-01: 2'] }),
    );
    expect(await touched()).toEqual(['2024-03-01']);
    const { outcome, report } = await reportDay(installation, '2024-03-01');
    expect(outcome).toBe('reissued');
    expect(report).toMatchObject({ revision: 2, data: { lateLines: 2, settledLines: 0 } });
    expect(report.ledger.accepted.watch).toBe(3);
    expect(await touched()).toEqual([]);
  });

  it('are counted the same in one run and in several', async () => {
    const lines = [tick(2, 1), tick(1, 1), tick(3, 1), tick(2, 2), tick(1, 2), tick(3, 2)];
    const [whole, pieces] = [await temporaryInstallation(), await temporaryInstallation()];
    const path = join(temporaryFolder(), 'stream.log');
    for (const line of lines) {
      appendFileSync(path, `${line}\n`);
      await ingestFile(pieces, path, { segmentLines: 2 });
    }
    const once = await ingestFile(whole, path, { segmentLines: 2 });
    expect(contentsOf(await ingestFile(pieces, path, { segmentLines: 2 }))).toEqual(
      contentsOf(once),
    );
    expect(once.segments.map(({ manifest }) => manifest.content.lateDays)).toEqual([
      { '2024-03-01': 1 },
      { '2024-03-02': 1 },
      { '2024-03-01': 1 },
    ]);
  });
});
