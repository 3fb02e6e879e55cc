import { describe, expect, it } from 'vitest';
import { decideGate, type GateEvidence } from '../../../src/registry/index.ts';

const better = { difference: 0.05, low: 0.02, high: 0.08, users: 200 };
const unclear = { difference: 0.01, low: -0.02, high: 0.04, users: 200 };
const evidence: GateEvidence = {
  challenger: 'als',
  metric: 'NDCG@10',
  confidence: 0.95,
  judgedUsers: 200,
  minimumUsers: 30,
  impossible: null,
  againstPopularity: better,
  againstChampion: null,
  sameRecipe: false,
};

describe('decideGate', () => {
  it('promotes what beats popularity beyond doubt and says so in a sentence', () => {
    expect(decideGate(evidence)).toEqual({
      promote: true,
      reasons: [
        'als beats popularity by +0.0500 NDCG@10 (95 % interval +0.0200 to +0.0800, paired over 200 users).',
        'No personal model is champion, so nothing else has to be beaten.',
      ],
    });
  });

  it('holds what may be no better than popularity', () => {
    const verdict = decideGate({ ...evidence, againstPopularity: unclear });
    expect(verdict.promote).toBe(false);
    expect(verdict.reasons[0]).toContain('is not proven better than popularity');
  });

  it('holds a model whose lists do not behave, naming what is broken', () => {
    const fine = { name: 'scores are finite', outcome: 'held', found: '' } as const;
    const bad = { name: 'lists are full', outcome: 'broken', found: '2 of 9 are not' } as const;
    const sound = decideGate({ ...evidence, behaviour: [fine] });
    expect(sound.promote).toBe(true);
    expect(sound.reasons[2]).toBe('The lists of als behave: 1 checks hold.');
    const verdict = decideGate({ ...evidence, behaviour: [fine, bad] });
    expect(verdict.promote).toBe(false);
    expect(verdict.reasons[2]).toContain("'lists are full' is broken (2 of 9 are not)");
  });

  it('holds an interval that only touches zero', () => {
    expect(decideGate({ ...evidence, againstPopularity: { ...better, low: 0 } }).promote).toBe(
      false,
    );
  });

  it('holds when too few users could be judged, however good the difference looks', () => {
    const verdict = decideGate({ ...evidence, judgedUsers: 29 });
    expect(verdict).toMatchObject({ promote: false });
    expect(verdict.reasons[0]).toMatch(/found 29 users .* expected at least 30/);
  });

  it('says why nothing could be judged', () => {
    const impossible = 'the events cannot be cut: found one event, expected more.';
    const nothing = { challenger: null, judgedUsers: 0, againstPopularity: null, impossible };
    expect(decideGate({ ...evidence, ...nothing }).reasons).toEqual([
      `No personal model was judged: ${impossible}`,
    ]);
  });

  it('holds a new recipe that is not proven better than that of the champion', () => {
    const againstChampion = { ...unclear, champion: 'ease/2' };
    expect(decideGate({ ...evidence, againstChampion }).promote).toBe(false);
    expect(
      decideGate({ ...evidence, againstChampion: { ...better, champion: 'ease/2' } }).promote,
    ).toBe(true);
  });

  it('refreshes the recipe of the champion on newer data as long as it beats popularity', () => {
    const same = { difference: 0, low: 0, high: 0, users: 200, champion: 'als/1' };
    const refresh = { ...evidence, againstChampion: same, sameRecipe: true };
    expect(decideGate(refresh).promote).toBe(true);
    expect(decideGate({ ...refresh, againstPopularity: unclear }).promote).toBe(false);
  });
});
