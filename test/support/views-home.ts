import { join } from 'node:path';
import { keepStandings } from './alert-standings.ts';
import { SMALL_WORLD } from './filled-installation.ts';
import { writeGeneratedLog } from './generated-log.ts';
import { canaryPlan, keepLived, keepShadow } from './kept-experiment.ts';
import { say } from './recording-terminal.ts';

/** The range of days that has a report. */
export const REPORTED_RANGE = '2026-03-20..2026-03-22';

/**
 * Makes a home of which operators have something to read, without a model: reports of days and of a
 * range, an experiment that ended, a shadow that runs, alerts.
 *
 * @param folder holds log and home afterwards @returns the home
 */
export async function makeViewsHome(folder: string, range = REPORTED_RANGE): Promise<string> {
  const home = join(folder, 'home');
  const log = join(folder, 'movielog.log');
  writeGeneratedLog(log, SMALL_WORLD);
  const command = async (...args: readonly string[]): Promise<void> => {
    const { code, err } = await say(...args, '--home', home);
    if (code !== 0) throw new Error(err);
  };
  await command('ingest', '--from', `file:${log}`);
  await command('report', '--range', range);
  await keepLived(home, canaryPlan('als/2'));
  await keepShadow(home, 'als/3');
  await keepStandings(home, '2026-03-22');
  return home;
}
