import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonLogger, throttledWarnings } from '../../../src/telemetry/index.ts';

function setup() {
  let nowMs = 0;
  const lines: string[] = [];
  const clock = { nowMs: () => nowMs };
  const logger = jsonLogger((line) => lines.push(line), clock);
  const records = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, clock, lines, records, wait: (ms: number) => void (nowMs += ms) };
}

describe('jsonLogger', () => {
  it('writes one line of JSON with level, time, event and details', () => {
    const { logger, lines, records } = setup();
    logger.info('started', { port: 8082 });
    logger.warn('slow');
    logger.error('gone');
    expect(lines.every((line) => line.endsWith('\n') && line.trim().split('\n').length === 1)).toBe(
      true,
    );
    expect(records()[0]).toEqual({
      level: 'info',
      time: '1970-01-01T00:00:00.000Z',
      pid: process.pid,
      port: 8082,
      msg: 'started',
    });
    expect(records().map(({ level }) => level)).toEqual(['info', 'warn', 'error']);
  });
});

describe('the fields of a log line', () => {
  it('are those of docs/telemetry.md', () => {
    const { logger, records } = setup();
    logger.info('started');
    const page = readFileSync(join(import.meta.dirname, '../../../docs/telemetry.md'), 'utf8');
    const logs = page.slice(page.indexOf('## Logs'), page.indexOf('## Cost'));
    const told = [...logs.matchAll(/^\| `(\w+)`/gm)].map(([, field]) => field);
    expect(Object.keys(records()[0]!).sort()).toEqual(told.sort());
  });
});

describe('throttledWarnings', () => {
  it('lets one warning of each event through a minute and counts the others', () => {
    const { logger, clock, records, wait } = setup();
    const warn = throttledWarnings(logger, clock);
    for (let k = 0; k < 5; k++) warn('champion-threw', { found: 'x' });
    warn('champion-late', { found: '' });
    wait(59_999);
    warn('champion-threw', { found: 'x' });
    wait(1);
    warn('champion-threw', { found: 'y' });
    expect(records().map(({ msg, heldBack, found }) => [msg, heldBack, found])).toEqual([
      ['champion-threw', 0, 'x'],
      ['champion-late', 0, ''],
      ['champion-threw', 5, 'y'],
    ]);
  });

  it('is not silenced by a clock that was set back', () => {
    const { logger, clock, records, wait } = setup();
    wait(10_000_000);
    const warn = throttledWarnings(logger, clock);
    warn('e', {});
    wait(-5_000_000);
    warn('e', {});
    expect(records()).toHaveLength(2);
  });
});
