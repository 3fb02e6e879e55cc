import type { Command } from 'commander';
import type { DatasetContent } from '../datasets/index.ts';
import { buildFeatures } from '../features/index.ts';
import { command, group, perform, type CommonOptions } from './command.ts';
import { count, type Terminal } from './terminal.ts';
import { withInstallation } from './with-installation.ts';

/** `showrunner features build DATASET`. */
export const featuresCommand = (terminal: Terminal): Command =>
  group('features', 'point-in-time features of users and items').addCommand(
    command('build', 'compute the features of a dataset at its instant')
      .argument('<dataset>', 'the id or its beginning')
      .action((id: string, options: CommonOptions) =>
        perform(terminal, options, async (io) => {
          const features = await withInstallation(io.homePath, async (installation) =>
            buildFeatures(
              installation,
              await installation.artifacts.load<DatasetContent>('dataset', id),
            ),
          );
          const { content } = features.manifest;
          io.result(
            { id: features.id, ...content },
            `Features ${features.id.slice(0, 12)}: ${count(content.userCount)} users, ${count(content.itemCount)} items, in ${features.folder}`,
          );
        }),
      ),
  );
