import { Producer } from '@platformatic/kafka';
import { expect, it, onTestFinished } from 'vitest';
import { openKafkaSource, type KafkaStart } from '../../src/adapters/index.ts';
import type { LineBlock } from '../../src/events/index.ts';
import { TEST_USER } from '../../scripts/kafka/broker.ts';
import { describeEventSource } from '../contracts/event-source.ts';
import { describeWithKafka, hasKcat, kcat } from '../support/kafka-broker.ts';

describeWithKafka(
  'Kafka',
  (kafka) => {
    const open = async (topic: string, start: KafkaStart | null = null, other = {}) => {
      const source = await openKafkaSource(kafka.settings(topic, other), start);
      onTestFinished(() => source.close());
      return source;
    };
    const topicOf = async (values: readonly (Buffer | null)[]): Promise<string> => {
      const topic = await kafka.topic();
      await kafka.produce(topic, values);
      return topic;
    };
    const blocksOf = async (topic: string, from = 0): Promise<LineBlock[]> => {
      const stop = new AbortController().signal;
      const blocks: LineBlock[] = [];
      for await (const block of (await open(topic)).read(0, from, { follow: false, stop }))
        blocks.push(block);
      return blocks;
    };
    const linesOf = (blocks: readonly LineBlock[]): string[] =>
      blocks.flatMap(({ firstOffset, bytes, starts, ends }) =>
        [...starts].map(
          (start, line) =>
            `${firstOffset + line} ${Buffer.from(bytes.subarray(start, ends[line])).toString('latin1')}`,
        ),
      );

    describeEventSource('a topic', async (lines) => open(await topicOf(lines)));

    it('is named by its cluster and topic, whatever address it is reached by', async () => {
      const topic = await topicOf([Buffer.from('a')]);
      const source = await open(topic);
      const { port } = kafka.settings(topic).brokers[0]!;
      const other = await open(topic, null, { brokers: [{ host: 'localhost', port }] });
      expect(source.name).toMatch(new RegExp(`^kafka:[\\w-]{22}/${topic}$`));
      expect([other.name, other.identity]).toEqual([source.name, source.identity]);
    });

    it('gives a record without a value as an empty line', async () => {
      expect(linesOf(await blocksOf(await topicOf([Buffer.from('a'), null])))).toEqual([
        '0 a',
        '1 ',
      ]);
    });

    it('keeps line feeds inside a value and counts them', async () => {
      const blocks = await blocksOf(
        await topicOf(['a', 'b\n\nc', '\n'].map((v) => Buffer.from(v))),
      );
      expect(linesOf(blocks)).toEqual(['0 a', '1 b\n\nc', '2 \n']);
      const block = blocks.find(({ starts }) => starts.length > 0);
      expect([...block!.feeds!]).toEqual([
        [1, 2],
        [2, 1],
      ]);
    });

    it('says of offsets of transactions that they hold no line, and leaves out what was aborted', async () => {
      const topic = await topicOf([Buffer.from('before')]);
      const producer = new Producer({
        clientId: 'test',
        bootstrapBrokers: [kafka.broker.address],
        transactionalId: topic,
        idempotent: true,
      });
      onTestFinished(() => producer.close());
      for (const [value, ends] of [
        ['kept', 'commit'],
        ['dropped', 'abort'],
        ['kept too', 'commit'],
        ['dropped too', 'abort'],
      ] as const) {
        const transaction = await producer.beginTransaction();
        await transaction.send({ messages: [{ topic, partition: 0, value: Buffer.from(value) }] });
        await transaction[ends]();
      }
      // The broker writes the last marker a moment after it has said that the transaction ended.
      await expect
        .poll(async () => (await blocksOf(topic)).at(-1)!.end, { timeout: 60_000 })
        .toBe(9);
      const blocks = await blocksOf(topic);
      // Every transaction takes one offset for its record and one for its marker.
      expect(linesOf(blocks)).toEqual(['0 before', '1 kept', '5 kept too']);
      const said = blocks.filter(({ before }) => before !== undefined);
      expect(said.map(({ firstOffset, before }) => [firstOffset, before])).toEqual([
        [5, 'no-records'],
        [9, 'no-records'],
      ]);
    });

    it('says that lines were deleted before they were read', async () => {
      const topic = await topicOf(['a', 'b', 'c'].map((v) => Buffer.from(v)));
      await kafka.admin.deleteRecords({
        topics: [{ name: topic, partitions: [{ partition: 0, offset: 2n }] }],
      });
      const blocks = await blocksOf(topic);
      expect(linesOf(blocks)).toEqual(['2 c']);
      const said = blocks.filter(({ before }) => before !== undefined);
      expect(said.map(({ firstOffset, before }) => [firstOffset, before])).toEqual([
        [2, 'deleted'],
      ]);
    });

    it('finds where to begin by offset, end and time', async () => {
      const topic = await topicOf(['a', 'b'].map((v) => Buffer.from(v)));
      const producer = new Producer({ clientId: 't', bootstrapBrokers: [kafka.broker.address] });
      const late = { topic, partition: 0, value: Buffer.from('c') };
      await producer.send({ messages: [{ ...late, timestamp: BigInt(Date.now() + 60_000) }] });
      await producer.close();
      const begin = async (start: KafkaStart | null) =>
        (await open(topic, start)).beginning!.offsetOf(0);
      expect(await begin(null)).toBe(0);
      expect(await begin({ kind: 'offset', offset: 1 })).toBe(1);
      expect(await begin({ kind: 'latest' })).toBe(3);
      expect(await begin({ kind: 'time', ms: Date.now() + 30_000 })).toBe(2);
      // No record is that late: begin behind the last.
      expect(await begin({ kind: 'time', ms: Date.now() + 90_000 })).toBe(3);
    });

    it.skipIf(!hasKcat).each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
      'reads what kcat sends, packed with %s',
      async (codec) => {
        const topic = await kafka.topic();
        const lines = Array.from({ length: 3_000 }, (_, n) => `line ${n} \u00e9`);
        await kcat(
          ['-P', '-b', kafka.broker.address, '-t', topic, '-z', codec],
          Buffer.from(`${lines.join('\n')}\n`),
        );
        const texts = linesOf(await blocksOf(topic)).map((line) => line.replace(/^\d+ /, ''));
        expect(texts.map((text) => Buffer.from(text, 'latin1').toString())).toEqual(lines);
      },
    );

    it('refuses a topic that is not there and a broker that does not answer', async () => {
      await expect(open('no-such-topic')).rejects.toMatchObject({ code: 'TOPIC_MISSING' });
      const nowhere = { brokers: [{ host: '127.0.0.1', port: 1 }] };
      await expect(open('any', null, nowhere)).rejects.toMatchObject({ code: 'KAFKA_FAILED' });
    });

    it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)(
      'shows who it is by %s, and is refused with a wrong password',
      async (mechanism) => {
        const topic = await topicOf([Buffer.from('a')]);
        const [host, port] = kafka.broker.saslAddress!.split(':');
        const brokers = [{ host: host!, port: Number(port) }];
        const sasl = { mechanism, ...TEST_USER };
        const source = await open(topic, null, { brokers, sasl });
        expect(await source.partitions()).toEqual([0]);
        const wrong = { brokers, sasl: { ...sasl, password: 'wrong' } };
        const refusal = await open(topic, null, wrong).catch((thrown: unknown) => thrown);
        expect(refusal).toMatchObject({ code: 'KAFKA_FAILED' });
        expect(String(refusal)).not.toContain('wrong');
      },
    );

    it('speaks TLS with a certificate, and trusts no other authority', async () => {
      const topic = await topicOf([Buffer.from('a')]);
      const [host, port] = kafka.broker.tlsAddress!.split(':');
      const brokers = [{ host: host!, port: Number(port) }];
      const tls = kafka.tls();
      expect(await (await open(topic, null, { brokers, tls })).partitions()).toEqual([0]);
      await expect(open(topic, null, { brokers, tls: { ...tls, ca: null } })).rejects.toMatchObject(
        { code: 'KAFKA_FAILED' },
      );
    });
  },
  { sasl: true, tls: true },
);
