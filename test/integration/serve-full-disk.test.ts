import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReceipts } from '../../src/telemetry/index.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { testServer } from '../support/public-server.ts';

const DISK_BYTES = 128 * 1024;

const disk = mountSmallDisk(DISK_BYTES);

describe.skipIf(disk === null)('a full disk (skipped where no small disk can be mounted)', () => {
  let server: ReturnType<typeof testServer>;
  const exposures = join(disk ?? '', 'exposures');
  const filler = join(disk ?? '', 'filler');
  beforeAll(() => {
    server = testServer({ exposures });
  });
  afterAll(() => server.close());

  const ask = async (user: number) => {
    const reply = await server.app.inject(`/recommend/${user}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.body.split(',')).toHaveLength(20);
    return String(reply.headers['x-showrunner-receipt']);
  };
  const readyz = async () => {
    const reply = await server.app.inject('/readyz');
    return { code: reply.statusCode, ...reply.json<{ troubles: string[] }>() };
  };
  const stored = async () => {
    const ids = new Set<string>();
    const torn: string[] = [];
    const onUnreadable = (_file: string, line: string): void => void torn.push(line);
    for await (const { receiptId } of readReceipts(exposures, { onUnreadable })) ids.add(receiptId);
    return { ids, torn };
  };

  it('loses receipts, not answers, says so, and recovers when there is space again', async () => {
    const before = await ask(1);
    writeFileSync(filler, Buffer.alloc(DISK_BYTES - 24 * 1024));

    // About 1.8 kB a receipt: some still fit, the others cannot.
    for (let user = 0; user < 40; user++) await ask(user % 30);
    const lost = await server.metric('showrunner_receipts_lost_total');
    expect(lost).toBeGreaterThan(0);
    expect(await readyz()).toMatchObject({
      code: 200,
      troubles: [`Receipts cannot be written (ENOSPC); ${lost} lost since the start.`],
    });

    rmSync(filler);
    const after = await ask(2);
    expect((await readyz()).troubles).toEqual([]);
    const { ids, torn } = await stored();
    expect([ids.has(before), ids.has(after)]).toEqual([true, true]);
    expect(torn).toEqual([]);
    // 42 answers: each receipt is either stored or counted as lost.
    expect(ids.size + lost).toBe(42);
  });
});
