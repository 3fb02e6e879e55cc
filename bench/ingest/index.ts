import type { Bench } from '../bench.ts';
import { fileIngestBench } from './file-ingest.ts';
import { kafkaIngestBench } from './kafka-ingest.ts';

/** Comparisons of ingest, each from another kind of source. */
const PARTS: readonly Bench[] = [fileIngestBench, kafkaIngestBench];

/** `npm run bench -- ingest`. */
export const ingestBench: Bench = {
  name: 'ingest',
  async *comparisons(say) {
    for (const part of PARTS) yield* part.comparisons(say);
  },
};
