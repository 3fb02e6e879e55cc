import { describe, expect, it } from 'vitest';
import { overrunRests } from '../../../src/serving/overrun-rests.ts';
import { popularityScorer, served } from '../../support/count-models.ts';

const slow = served('slow/1', popularityScorer({ 1: ['a'] }));
const other = served('other/1', popularityScorer({ 1: ['a'] }));

describe('overrunRests', () => {
  it('rests a model after so many overruns in a row, for so long, and no other model', () => {
    let nowMs = 0;
    const rests = overrunRests({ nowMs: () => nowMs }, { afterOverruns: 2, restMs: 100 });
    rests.note(slow, true);
    expect(rests.isResting(slow)).toBe(false);
    rests.note(slow, true);
    expect(rests.isResting(slow)).toBe(true);
    expect(rests.isResting(other)).toBe(false);
    nowMs = 100;
    expect(rests.isResting(slow)).toBe(false);
  });

  it('rests again after one more overrun, and forgets overruns once a deadline is met', () => {
    let nowMs = 0;
    const rests = overrunRests({ nowMs: () => nowMs }, { afterOverruns: 2, restMs: 100 });
    rests.note(slow, true);
    rests.note(slow, true);
    nowMs = 100;
    rests.note(slow, true);
    expect(rests.isResting(slow)).toBe(true);
    nowMs = 200;
    rests.note(slow, false);
    rests.note(slow, true);
    expect(rests.isResting(slow)).toBe(false);
  });
});
