import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const movies = (folder: string, ...films: readonly string[]): string => {
  const path = join(folder, `movies-${films.length}.jsonl`);
  writeFileSync(path, films.map((id) => `{"id":"${id}","runtime":90}\n`).join(''));
  return path;
};

/** A lake whose one full segment has a line of each of three reasons. */
async function lake() {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const log = join(folder, 'stream.log');
  writeFileSync(
    log,
    [
      '2024-03-01T00:00:01,7,GET /data/m/film+1/3.mpg',
      '2024-03-01T00:00:02,7,GET /data/m/film+2/3.mpg',
      '2024-03-01T00:00:03,7,GET /data/m/fiXlm+2/3.mpg',
      '2024-03-01T100:00:04,7,GET /data/m/film+1/\u001b[31m3.mpg',
      '',
    ].join('\n'),
  );
  const command = (...args: readonly string[]) => say(...args, '--home', home);
  const know = (...films: readonly string[]) =>
    command('catalogue', 'sync', '--movies', movies(folder, ...films), '--complete', '--timeless');
  await know('film+1');
  await command('ingest', '--from', `file:${log}`, '--segment-lines', '4');
  return { command, know };
}

describe('the quarantine commands', () => {
  it('list counts and examples, and nothing that a terminal obeys', async () => {
    const { command } = await lake();
    const all = await command('quarantine', 'list', '--json');
    expect(documentOf(all)).toMatchObject({
      total: 3,
      counts: { bad_item: 1, bad_time: 1, unknown_item: 1 },
    });
    const one = await command('quarantine', 'list', '--reason', 'bad_time', '--day', '2024-03-01');
    expect(one.out).toContain('line 4 of file:');
    expect(one.out).not.toContain('\u001b');
    expect((await command('quarantine', 'list', '--day', '2024-03-02')).out).toContain(
      'No line is set aside or waits.',
    );
    expect((await command('quarantine', 'list', '--reason', 'bad')).code).toBe(2);
  });

  it('show a line whole, the part at fault and what can have been meant', async () => {
    const { command, know } = await lake();
    const before = documentOf<{ id: string }>(await command('quarantine', 'show', '2', '--json'));
    expect(before).toMatchObject({
      reason: 'bad_item',
      line: '2024-03-01T00:00:03,7,GET /data/m/fiXlm+2/3.mpg',
      stoppedAt: { from: 22, to: 47 },
      candidates: [
        { line: '2024-03-01T00:00:03,7,GET /data/m/film+2/3.mpg', standing: 'excluded' },
      ],
    });
    await know('film+1', 'film+2');
    const { out } = await command('quarantine', 'show', before.id);
    expect(out).toContain('can have been meant:      2024-03-01T00:00:03,7,GET /data/m/film+2');
    expect((await command('quarantine', 'show', '0')).err).toContain('QUARANTINE_LINE');
  });

  it('replay once, with the same ledger afterwards for everybody', async () => {
    const { command, know } = await lake();
    await know('film+1', 'film+2');
    expect(
      documentOf(await command('quarantine', 'replay', '--reason', 'pending', '--json')),
    ).toEqual({ segments: 0, settlements: [], changes: {} });
    expect(documentOf(await command('quarantine', 'replay', '--json'))).toMatchObject({
      changes: { watch: 1, repaired: 1, bad_item: -1, unknown_item: -1 },
    });
    expect((await command('quarantine', 'replay')).out).toContain('nothing new');
    expect(documentOf(await command('quarantine', 'list', '--json'))).toMatchObject({
      counts: { bad_time: 1 },
    });
  });

  it('leave a dataset that can be verified, though the catalogue moved on', async () => {
    const { command, know } = await lake();
    await know('film+1', 'film+2');
    await command('quarantine', 'replay');
    const { id, settlements } = documentOf<{ id: string; settlements: string[] }>(
      await command('dataset', 'build', '--json'),
    );
    expect(settlements).toHaveLength(1);
    // A later replay would take the events back; the dataset keeps the settlement it names.
    await know('film+1', 'film+3', 'film+4');
    expect((await command('quarantine', 'replay')).out).toContain('1 settlement made');
    expect((await command('dataset', 'verify', id)).out).toContain('Verified');
  });
});
