import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer, Producer } from '@platformatic/kafka';
import { expect, it, onTestFinished } from 'vitest';
import { fileSource, openKafkaSource, type KafkaStart } from '../../src/adapters/index.ts';
import type { Installation } from '../../src/compose.ts';
import { ledgerOf, liveSegments, type IngestOptions } from '../../src/ingest/index.ts';
import { archivedBlocks, type IngestResult, type Segment } from '../../src/ingest/index.ts';
import { describeWithKafka, type TestBroker } from '../support/kafka-broker.ts';
import { ingestSource } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';

const line = (n: number): string =>
  `2026-03-01T10:${String(Math.floor(n / 60) % 60).padStart(2, '0')}:${String(n % 60).padStart(2, '0')},${n},GET /data/m/movie+${n % 7}/${n % 90}.mpg`;
const lines = (from: number, to: number): Buffer[] =>
  Array.from({ length: to - from }, (_, n) => Buffer.from(line(from + n)));

/** What segments say, without what differs between sources. */
const said = (segments: readonly Segment[]): unknown[] =>
  segments.map(({ manifest: { content } }) => {
    const { source: _source, identity: _identity, ...rest } = content;
    return rest;
  });

describeWithKafka('ingesting from Kafka', (kafka) => {
  const ingestTopic = async (
    installation: Installation,
    topic: string,
    options: Partial<IngestOptions> & { start?: KafkaStart; group?: string } = {},
  ): Promise<IngestResult> => {
    const { start = null, group, ...rest } = options;
    const settings = kafka.settings(topic, group === undefined ? {} : { group });
    const source = await openKafkaSource(settings, start);
    try {
      return await ingestSource(installation, source, rest);
    } finally {
      await source.close();
    }
  };

  it('gives the same ledger and hashes as the same lines in a file', async () => {
    const topic = await kafka.topic();
    await kafka.produce(topic, [...lines(0, 900), Buffer.from('nonsense'), ...lines(900, 950)]);
    const path = join(temporaryFolder(), 'a.log');
    const all = [...lines(0, 900), 'nonsense', ...lines(900, 950)];
    writeFileSync(path, all.map((text) => `${String(text)}\n`).join(''));
    const ofTopic = await ingestTopic(await temporaryInstallation(), topic);
    const ofFile = await ingestSource(await temporaryInstallation(), fileSource(path));
    expect(ofTopic.ledger.read).toBe(951);
    expect(said(ofTopic.segments)).toEqual(said(ofFile.segments));
    expect(ofTopic.partitions).toEqual([
      { partition: 0, from: 0, committedTo: 951, end: 951, newLines: 951 },
    ]);
  });

  it.skipIf(!existsSync(REAL))(
    `does so for the two real logs (needs ${'../shared/data/scenario'})`,
    async () => {
      for (const name of ['stream-2022-10.log', 'ratings-2024-10.log']) {
        const path = join(REAL, name);
        const topic = await kafka.topic();
        await kafka.produce(topic, linesOfFile(path));
        const ofTopic = await ingestTopic(await temporaryInstallation(), topic);
        const ofFile = await ingestSource(await temporaryInstallation(), fileSource(path));
        expect(ofTopic.ledger).toEqual(ofFile.ledger);
        expect(said(ofTopic.segments)).toEqual(said(ofFile.segments));
      }
    },
    60_000,
  );

  it('keeps empty values, line feeds and offsets without records, and comes out the same in parts', async () => {
    const topic = await kafka.topic();
    const parts: (() => Promise<void>)[] = [
      () => kafka.produce(topic, [...lines(0, 5), null, Buffer.from('two\nlines\n')]),
      () => transactions(kafka, topic, lines(5, 8)),
      () => kafka.produce(topic, lines(8, 410)),
    ];
    const inParts = await temporaryInstallation();
    for (const produce of parts) {
      await produce();
      await ingestTopic(inParts, topic);
    }
    const again = await ingestTopic(inParts, topic);
    expect(again.newLines).toBe(0);
    const atOnce = await ingestTopic(await temporaryInstallation(), topic);
    expect(said(again.segments)).toEqual(said(atOnce.segments));
    // 5 lines, an empty one, one with two line feeds; three transactions of one record and one
    // marker each; 402 lines. The markers hold no line.
    expect(atOnce.ledger.read).toBe(7 + 3 + 402);
    const [first] = atOnce.segments;
    expect(first!.manifest.content).toMatchObject({ from: 0, feeds: [6, 2], closed: true });
    expect(first!.manifest.content.runs!.slice(0, 6)).toEqual([0, 8, 1, 1, 1, 1]);
    const archive = (await Promise.all(atOnce.segments.map((s) => archived(inParts, s)))).flat();
    expect(archive.slice(4, 10)).toEqual([
      `4 ${line(4)}`,
      '5 ',
      '6 two\nlines\n',
      `7 ${line(5)}`,
      `9 ${line(6)}`,
      `11 ${line(7)}`,
    ]);
    expect(archive.at(-1)).toBe(`414 ${line(409)}`);
  });

  it('says loudly and for good which lines retention took, and goes on', async () => {
    const topic = await kafka.topic();
    const installation = await temporaryInstallation();
    await kafka.produce(topic, lines(0, 10));
    await ingestTopic(installation, topic);
    await kafka.produce(topic, lines(10, 1_000));
    const partitions = [{ partition: 0, offset: 950n }];
    await kafka.admin.deleteRecords({ topics: [{ name: topic, partitions }] });
    const sentences: string[] = [];
    const progress = { say: (s: string) => void sentences.push(s), update: () => undefined };
    const result = await ingestTopic(installation, topic, { progress });
    expect(sentences.join()).toContain('Lost: 940 lines');
    expect(result.ledger.read).toBe(10 + 50);
    for (const { findings } of [result, await ingestTopic(installation, topic)])
      expect(findings.find(({ check }) => check === 'lost-to-retention')).toMatchObject({
        severity: 'warn',
        count: 940,
      });
    // Segments follow each other without a hole, so that a dataset can be built from them.
    const ranges = result.segments.map(({ manifest }) => manifest.content);
    ranges.slice(1).forEach(({ from }, n) => expect(from).toBe(ranges[n]!.to));
  });

  it('needs nothing of the source that it has read before', async () => {
    const topic = await kafka.topic();
    const installation = await temporaryInstallation();
    await kafka.produce(topic, lines(0, 10));
    await ingestTopic(installation, topic);
    await kafka.admin.deleteRecords({
      topics: [{ name: topic, partitions: [{ partition: 0, offset: 10n }] }],
    });
    await kafka.produce(topic, lines(10, 20));
    const result = await ingestTopic(installation, topic);
    expect(result.findings.map(({ check }) => check)).not.toContain('lost-to-retention');
    expect(result.ledger.accepted.watch).toBe(20);
    expect(result.segments[0]!.manifest.content.runs).toBe(undefined);
  });

  it('refuses a topic that was deleted and made anew', async () => {
    const topic = await kafka.topic();
    const installation = await temporaryInstallation();
    await kafka.produce(topic, lines(0, 10));
    await ingestTopic(installation, topic);
    await kafka.admin.deleteTopics({ topics: [topic] });
    await kafka.admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 });
    await kafka.produce(topic, lines(0, 20));
    await expect(ingestTopic(installation, topic)).rejects.toMatchObject({
      code: 'TOPIC_REPLACED',
    });
  });

  it('begins where it is asked to, and where its segments end whatever is asked', async () => {
    const topic = await kafka.topic();
    const installation = await temporaryInstallation();
    await kafka.produce(topic, lines(0, 10));
    const start = { kind: 'offset', offset: 4 } as const;
    const first = await ingestTopic(installation, topic, { start });
    expect(first.partitions).toMatchObject([{ from: 4, committedTo: 10, newLines: 6 }]);
    const sentences: string[] = [];
    const progress = { say: (s: string) => void sentences.push(s), update: () => undefined };
    const again = await ingestTopic(installation, topic, { start, progress });
    expect(again.newLines).toBe(0);
    expect(sentences.join()).toContain('goes on at offset 10, where its segments end');
  });

  it('shares partitions among members, hands them over, takes up new ones and keeps others out', async () => {
    const topic = await kafka.topic(2);
    const installation = await temporaryInstallation();
    const first = member(kafka, installation, topic);
    await first.reads(2);
    const second = member(kafka, installation, topic);
    await second.reads(1);
    await first.reads(1);
    await expect(ingestTopic(installation, topic, { group: 'another' })).rejects.toMatchObject({
      code: 'HOME_LOCKED',
    });
    await kafka.admin.createPartitions({ topics: [{ name: topic, count: 3 }] });
    await produceTo(kafka, topic, [0, 1, 2], lines(0, 30));
    await committed(installation, 90);
    await second.end();
    await produceTo(kafka, topic, [0, 1, 2], lines(30, 60));
    await committed(installation, 180);
    await first.end();
    const segments = await liveSegments(installation.artifacts);
    expect(ledgerOf(segments)).toMatchObject({ read: 180, accepted: { watch: 180 } });
    const watcher = new Consumer({
      clientId: 'test',
      groupId: 'showrunner',
      bootstrapBrokers: [kafka.broker.address],
    });
    onTestFinished(() => watcher.close(true));
    const topics = [{ topic, partitions: [0, 1, 2] }];
    expect((await watcher.listCommittedOffsets({ topics })).get(topic)).toEqual([60n, 60n, 60n]);
  }, 60_000);
});

const REAL = join(import.meta.dirname, '../../../shared/data/scenario');

function linesOfFile(path: string): Buffer[] {
  const bytes = readFileSync(path);
  const all: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    all.push(bytes.subarray(start, bytes[end - 1] === 13 ? end - 1 : end));
    start = end + 1;
  }
  return all;
}

/** The archived lines of a segment, each behind its offset. */
async function archived({ tables }: Installation, segment: Segment): Promise<string[]> {
  const blocks = await archivedBlocks(tables, segment);
  return blocks.flatMap(({ firstOffset, bytes, starts, ends }) =>
    [...starts].map(
      (start, n) => `${firstOffset + n} ${Buffer.from(bytes.subarray(start, ends[n])).toString()}`,
    ),
  );
}

/** Sends each value in a transaction of its own. */
async function transactions(kafka: TestBroker, topic: string, values: Buffer[]): Promise<void> {
  const producer = new Producer({
    clientId: 'test',
    bootstrapBrokers: [kafka.broker.address],
    transactionalId: topic,
    idempotent: true,
  });
  for (const value of values) {
    const transaction = await producer.beginTransaction();
    await transaction.send({ messages: [{ topic, partition: 0, value }] });
    await transaction.commit();
  }
  await producer.close();
}

async function produceTo(
  kafka: TestBroker,
  topic: string,
  partitions: readonly number[],
  values: readonly Buffer[],
): Promise<void> {
  const producer = new Producer({ clientId: 'test', bootstrapBrokers: [kafka.broker.address] });
  const messages = partitions.flatMap((partition) =>
    values.map((value) => ({ topic, partition, value })),
  );
  await producer.send({ messages });
  await producer.close();
}

/** Waits until so many lines are committed. */
async function committed({ artifacts }: Installation, lineCount: number): Promise<void> {
  for (let looks = 0; looks < 300; looks++) {
    const live = await liveSegments(artifacts).catch(() => []);
    if (ledgerOf(live).read >= lineCount) return;
    await sleep(100);
  }
  throw new Error('not committed in 30 s');
}

interface Member {
  /** Waits until so many partitions are its own. */
  reads(partitionCount: number): Promise<void>;
  end(): Promise<void>;
}

/** An ingestion that follows as a member of the group. */
function member(kafka: TestBroker, installation: Installation, topic: string): Member {
  const stop = new AbortController();
  let latest: readonly number[] = [];
  const run = async (): Promise<void> => {
    const source = await openKafkaSource(kafka.settings(topic));
    const { group } = source;
    const assignments = async function* (until: AbortSignal) {
      for await (const assigned of group!.assignments(until)) {
        latest = assigned;
        yield assigned;
      }
    };
    try {
      await ingestSource(
        installation,
        { ...source, group: { ...group!, assignments } },
        { follow: true, stop: stop.signal },
      );
    } finally {
      await sleep(600);
      await source.close();
    }
  };
  const ended = run();
  ended.catch(() => undefined);
  return {
    reads: async (partitionCount) => {
      for (let looks = 0; latest.length !== partitionCount; looks++) {
        if (looks === 300) throw new Error(`reads ${String(latest)} after 30 s`);
        await sleep(100);
      }
    },
    end: async () => {
      stop.abort();
      await ended;
    },
  };
}
