import { Command } from 'commander';
import { openMovielens } from '../adapters/index.ts';
import { syncCatalogue } from '../catalogue/index.ts';
import { SEGMENT_LINES } from '../ingest/index.ts';
import { command, perform, type CommandIo, type CommonOptions } from './command.ts';
import { catalogueOf, reportIngest, runIngest, withNewInstallation } from './ingest.ts';
import { counted } from './counted.ts';
import type { Terminal } from './terminal.ts';

/** `showrunner import movielens PATH`: a published data set as catalogue and rating events. */
export const importCommand = (terminal: Terminal): Command =>
  new Command('import').description('take in a published data set').addCommand(
    command('movielens', 'MovieLens in any GroupLens layout, 100K to 32M')
      .argument('<path>', 'zip archive or folder')
      .action((path: string, options: CommonOptions) =>
        perform(terminal, options, async (io) => {
          const { ratings, decoder, movies, users, readShare } = await openMovielens(path);
          const startedMs = performance.now();
          const result = await withNewInstallation(io.homePath, async (installation) => {
            const { snapshot } = await syncCatalogue({
              ...installation,
              items: movies,
              users,
              complete: true,
              timeless: true,
            });
            const { itemCount, userCount } = snapshot.manifest.content;
            io.progress.say(
              `Catalogue: ${counted(itemCount, 'movie')}, ${counted(userCount, 'user')}.`,
            );
            return runIngest(withTotal(io, readShare), installation, {
              source: ratings,
              decoder,
              catalogue: await catalogueOf(installation),
              follow: false,
              segmentLines: SEGMENT_LINES,
            });
          });
          reportIngest(io, result, (performance.now() - startedMs) / 1000);
        }),
      ),
  );

/**
 * Progress of a reading whose end is known in bytes: a total in lines, from the share of the bytes
 * that the lines so far came from. Lines of one data set are about equally long.
 */
function withTotal(io: CommandIo, readShare: () => number): CommandIo {
  const update: CommandIo['progress']['update'] = (state) => {
    const share = readShare();
    const total = share === 0 ? null : Math.max(state.done, Math.round(state.done / share));
    io.progress.update({ ...state, total });
  };
  return { ...io, progress: { ...io.progress, update } };
}
