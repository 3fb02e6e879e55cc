import { EMBEDDED_LOG, openEmbeddedLog } from '../adapters/index.ts';
import { systemClock } from '../compose.ts';
import type { PostParts } from '../http/index.ts';
import type { Home } from '../store/index.ts';
import { decodersIn } from './decoders.ts';

/**
 * Opens the log of a home for posted events; whoever opens it closes it.
 *
 * @param decoder name of the decoder that reads the log
 * @throws ConflictError `HOME_LOCKED` while another process takes events; DataError `LOG_DAMAGED`
 */
export async function openPosting(home: Home, decoder: string): Promise<PostParts> {
  const decoderOf = decodersIn(home)(decoder);
  const log = await openEmbeddedLog(home, systemClock);
  return { log, source: EMBEDDED_LOG, decoder: decoderOf };
}
