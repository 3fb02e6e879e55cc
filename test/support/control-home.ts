import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGeneratedLog } from './generated-log.ts';
import { QUICK, SMALL_WORLD } from './filled-installation.ts';
import { say } from './recording-terminal.ts';

/** Lines of the home that cannot be used. */
export const BROKEN_LINES = 130;

/** The first of the days that have a report. */
export const REPORTED_DAY = '2026-03-20';

/**
 * Makes a home as the commands make it: a log with broken lines, a catalogue, two trainings, the
 * report of a day.
 *
 * @param folder holds log and home afterwards @returns the home
 */
export async function makeControlHome(folder: string): Promise<string> {
  const home = join(folder, 'home');
  const log = join(folder, 'movielog.log');
  writeGeneratedLog(log, SMALL_WORLD);
  const broken = Array.from(
    { length: BROKEN_LINES },
    (_, n) => `2024-03-0${(n % 9) + 1}T1x,${n},?`,
  );
  appendFileSync(log, `${broken.join('\n')}\n`);
  const movies = join(folder, 'movies.jsonl');
  const { circles, itemsPerCircle } = SMALL_WORLD;
  writeFileSync(
    movies,
    Array.from({ length: circles * itemsPerCircle }, (_, n) => {
      const [circle, rank] = [Math.floor(n / itemsPerCircle), n % itemsPerCircle];
      const id = `movie+${circle}+${rank}+2001`;
      return JSON.stringify({
        id,
        title: `Film ${circle} ${rank}`,
        genres: [{ name: circle === 0 ? 'Drama' : 'Comedy' }],
        runtime: 90,
      });
    }).join('\n'),
  );
  const command = async (...args: readonly string[]): Promise<void> => {
    const { code, err } = await say(...args, '--home', home);
    if (code !== 0) throw new Error(err);
  };
  await command('ingest', '--from', `file:${log}`);
  await command('catalogue', 'sync', '--movies', movies, '--timeless');
  await command('run', '--set', ...QUICK);
  await command('run', '--set', ...QUICK, 'als.factorCount=4');
  await command('check');
  await command('report', '--day', REPORTED_DAY);
  await command('report', '--day', '2026-03-21');
  return home;
}
