import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngFromState, seededRng } from '../../../src/math/rng.ts';

const draw = (rng: { uint32(): number }, n: number): number[] =>
  Array.from({ length: n }, () => rng.uint32());

describe('rngFromState', () => {
  it('gives the first numbers of xoshiro128** worked out by hand from the state 1, 2, 3, 4', () => {
    // result = rotl(s1·5, 7)·9; then t = s1<<9, s2^=s0, s3^=s1, s1^=s2, s0^=s3, s2^=t, s3=rotl(s3,11)
    // (1,2,3,4):                 rotl(10, 7)·9 = 1280·9 = 11520
    //   t=1024 s2=2 s3=6 s1=0 s0=7 s2=1026 s3=12288
    // (7,0,1026,12288):          rotl(0, 7)·9 = 0
    //   t=0 s2=1029 s3=12288 s1=1029 s0=12295 s2=1029 s3=25165824
    // (12295,1029,1029,…):       rotl(5145, 7)·9 = 658560·9 = 5927040
    expect(draw(rngFromState([1, 2, 3, 4]), 3)).toEqual([11_520, 0, 5_927_040]);
  });
});

describe('seededRng', () => {
  it('gives equal streams to equal seeds and paths, and others to others', () => {
    const streams = [
      seededRng(1),
      seededRng(2),
      seededRng(1, 'a'),
      seededRng(1, 'b'),
      seededRng(1, 'a', 0),
      seededRng(1, 'a', 1),
      seededRng(1, 'a', '1'),
      seededRng(1, 1),
      seededRng(-1),
    ].map((rng) => draw(rng, 4).join());
    expect(new Set(streams).size).toBe(streams.length);
    expect(draw(seededRng(1, 'a', 1), 4).join()).toBe(streams[5]);
  });

  it('draws uniforms in [0, 1) with the mean and variance of the uniform distribution', () => {
    const rng = seededRng(7);
    const values = Array.from({ length: 20_000 }, () => rng.uniform());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    // Standard error of the mean: √(1/12 / 20000) = 0.002; five of them.
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.005);
  });

  it('draws normals with mean 0, variance 1 and 4.55 % beyond two deviations', () => {
    const rng = seededRng(8);
    const values = Array.from({ length: 20_000 }, () => rng.normal());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    const beyond = values.filter((x) => Math.abs(x) > 2).length / values.length;
    // Standard errors: 0.007, 0.01, 0.0015; five of each.
    expect(Math.abs(mean)).toBeLessThan(0.035);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.0075);
  });

  it('draws whole numbers below any limit, each about equally often', () => {
    const counts = new Uint32Array(6);
    const rng = seededRng(9);
    for (let n = 0; n < 12_000; n++) counts[rng.integer(6)]!++;
    // 2000 each, standard deviation √(12000·1/6·5/6) = 41; five of them.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(205);
    expect(rng.integer(1)).toBe(0);
    expect(rng.integer(2 ** 32)).toBeLessThan(2 ** 32);
  });

  it('draws again what would make low numbers likelier', () => {
    // 2³² mod (2³¹ + 1) = 2³¹ − 1, so only draws below 2³² − (2³¹ − 1) = 2³¹ + 1 are fair: those
    // come out as they are, the others are passed over.
    const limit = 2 ** 31 + 1;
    const rng = seededRng(10);
    const plain = draw(seededRng(10), 50).filter((value) => value < limit);
    const kept = Array.from({ length: plain.length }, () => rng.integer(limit));
    expect(kept).toEqual(plain);
  });

  it('shuffles into a permutation, every order of three about equally often', () => {
    const counts = new Map<string, number>();
    const rng = seededRng(11);
    for (let n = 0; n < 6000; n++) {
      const elements = ['a', 'b', 'c'];
      rng.shuffle(elements);
      counts.set(elements.join(''), (counts.get(elements.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 1000 each, standard deviation 29; five of them.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  it('keeps the elements of whatever it shuffles', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
        const shuffled = [...values];
        seededRng(seed).shuffle(shuffled);
        expect(shuffled.sort()).toEqual([...values].sort());
      }),
    );
  });
});
