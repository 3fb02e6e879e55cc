import type { Command } from 'commander';
import type { Json } from '../domain/canonical-json.ts';
import { errorOf } from '../domain/errors.ts';
import { whyReceipt, type Why } from '../serving/index.ts';
import { findReceipt } from '../telemetry/index.ts';
import { command, perform, type CommonOptions } from './command.ts';
import type { Terminal } from './terminal.ts';
import { differenceWords, whyWords } from './why-words.ts';
import { withInstallation } from './with-installation.ts';

interface WhyOptions extends CommonOptions {
  readonly replay?: boolean;
}

/** `showrunner why RECEIPT`: why a list is what it is, and whether it comes out again. */
export const whyCommand = (terminal: Terminal): Command =>
  command('why', 'say why a list is what it is, down to the lines of the log')
    .argument('<receipt>', 'id of the receipt, from the header x-showrunner-receipt')
    .option('--replay', 'make the list again and say whether it is the same, item for item')
    .action((id: string, options: WhyOptions) =>
      perform(terminal, options, async (io) => {
        const why = await withInstallation(io.homePath, async (installation) => {
          const receipt = await findReceipt(installation.home.exposures, id);
          if (receipt === null) throw errorOf('RECEIPT_UNKNOWN', { id, home: io.homePath });
          return whyReceipt(installation, receipt, { replay: options.replay === true });
        });
        // JSON itself leaves out what is undefined.
        io.result(JSON.parse(JSON.stringify(why)) as Json, whyWords(why));
        if (options.replay === true) requireSame(why);
      }),
    );

/** @throws DataError `REPLAY_DIFFERS`, `REPLAY_IMPOSSIBLE` */
function requireSame({ receipt: { receiptId: id }, replay, missing }: Why): void {
  if (replay === null)
    throw errorOf('REPLAY_IMPOSSIBLE', { id, found: 'a receipt without them, of an older form' });
  if (!replay.same)
    throw errorOf('REPLAY_DIFFERS', {
      id,
      found: differenceWords(replay),
      missing: missing.join(' '),
    });
}
