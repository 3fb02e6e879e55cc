import { describe, expect, it } from 'vitest';
import { ingestCrash } from '../../proofs/ingest-crash.ts';
import { whyNoKafka } from '../../scripts/kafka/jars.ts';
import { hasKcat } from '../support/kafka-broker.ts';

const whyNot = whyNoKafka() ?? (hasKcat ? null : 'there is no kcat here');

describe('a topic that is ingested through crashes', () => {
  it.skipIf(whyNot !== null)(
    `is in the lake line by line, once (${whyNot ?? 'small setting of prove ingest-crash'})`,
    async () => {
      const { figures, holds } = await ingestCrash(
        {
          lines: 60_000,
          partitions: 4,
          linesPerSecond: 5_000,
          kills: 4,
          killWithinMs: 2_500,
          segmentLines: 5_000,
          restart: 'SIGKILL',
          seed: 3,
        },
        () => undefined,
      );
      expect(figures).toMatchObject({
        linesProduced: 60_000,
        linesInLedger: 60_000,
        rowsInParquet: 60_000,
        rowsTwice: 0,
        partitionsWithSameRows: 4,
        partitionsWithSameArchive: 4,
        partitionsWithSameTopic: 4,
      });
      expect(holds).toBe(true);
    },
    170_000,
  );
});
