import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { journaled } from '../../../../src/cli/roles/answer-journal.ts';
import type { Recommender, RecommenderAnswer } from '../../../../src/simulator/index.ts';
import { temporaryFolder } from '../../../support/installation.ts';

const answer = (changes: Partial<RecommenderAnswer> = {}): RecommenderAnswer => ({
  status: 200,
  itemIds: ['a+1990', 'b+1991'],
  errorText: '',
  latencyMs: 3,
  receiptId: 'r-1',
  ...changes,
});

/** A recommender that names its caller, and takes longer for earlier ones. */
const slow: Recommender = {
  ask: async (userId) => {
    await sleep(30 - 10 * Number(userId));
    return answer({ itemIds: [`movie+${userId}`] });
  },
};
/** One that must not be asked. */
const nobody: Recommender = { ask: () => Promise.reject(new Error('asked')) };

describe('journaled answers', () => {
  it('are given again in the order of the requests, whatever came first', async () => {
    const path = join(temporaryFolder(), 'answers.jsonl');
    const first = journaled(slow, path);
    expect(first.recalled).toBe(true);
    await Promise.all(['0', '1', '2'].map((user) => first.ask(user, 1000)));
    first.flush();
    first.close();
    const second = journaled(nobody, path);
    for (const user of ['0', '1', '2']) {
      expect(second.recalled).toBe(false);
      expect((await second.ask(user, 1000)).itemIds).toEqual([`movie+${user}`]);
    }
    expect(second.recalled).toBe(true);
    await expect(second.ask('3', 1001)).rejects.toThrow('asked');
    second.close();
  });

  it('keep failures with their words', async () => {
    const path = join(temporaryFolder(), 'answers.jsonl');
    const failed = answer({
      status: 0,
      itemIds: [],
      errorText: 'Connection refused: a, b: "c"/1.2.3.4:8082',
      receiptId: null,
    });
    const first = journaled({ ask: () => Promise.resolve(failed) }, path);
    await first.ask('7', 5);
    first.flush();
    first.close();
    const second = journaled(nobody, path);
    expect(await second.ask('7', 5)).toEqual(failed);
    second.close();
  });

  it('are not remembered before they are flushed', async () => {
    const path = join(temporaryFolder(), 'answers.jsonl');
    const first = journaled(slow, path);
    await first.ask('2', 1);
    first.close();
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('lose a torn last line and nothing else', async () => {
    const path = join(temporaryFolder(), 'answers.jsonl');
    writeFileSync(path, '["7",5,200,3,"r-1","a+1990,b+1991"]\n');
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, '["8",6,200');
    const journal = journaled(nobody, path);
    expect(await journal.ask('7', 5)).toEqual(answer());
    expect(journal.recalled).toBe(true);
    journal.close();
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });

  it('refuse another request than the one that was answered', async () => {
    const path = join(temporaryFolder(), 'answers.jsonl');
    writeFileSync(path, '["7",5,200,3,"r-1","a+1990"]\n');
    const journal = journaled(nobody, path);
    await expect(journal.ask('8', 5)).rejects.toThrow(
      expect.objectContaining({ code: 'SIMULATION_DIVERGED' }),
    );
    journal.close();
  });
});
