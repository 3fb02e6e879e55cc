import { describe, expect, it } from 'vitest';
import {
  faultShares,
  parseIncident,
  parseSimulationConfig,
  type SimulationSettings,
} from '../../../src/simulator/index.ts';

const settings: SimulationSettings = { seed: 1, userCount: 10, itemCount: 10, startMs: 0 };

describe('the settings of a simulation', () => {
  it('get their defaults', () => {
    const config = parseSimulationConfig(settings);
    expect(config.faults).toEqual({ inserted: 0.0007, replaced: 0.0004, repeated: 0, late: 0 });
    expect(config.partitionCount).toBe(1);
  });

  it.each([
    [{ ...settings, userCount: 0 }, 'found 0 for userCount'],
    [{ ...settings, startMs: 5 }, 'found 5 for startMs'],
    [{ ...settings, faults: { late: 2 } }, 'found 2 for faults.late'],
    [{ ...settings, seeds: 1 } as SimulationSettings, "found the key 'seeds'"],
    [
      { ...settings, faults: { lat: 0 } } as SimulationSettings,
      'inserted, replaced, repeated, late',
    ],
    [{ ...settings, seed: undefined } as unknown as SimulationSettings, 'found nothing for seed'],
  ])('are refused when one of them is wrong', (bad, words) => {
    expect(() => parseSimulationConfig(bad)).toThrow(words);
  });

  it('read an incident as day, hour and length', () => {
    // Day 2, hour 14 = 62 hours after the start; 1.5 hours long.
    expect(parseIncident('dead-hour@2:14+1.5', 1000)).toEqual({
      kind: 'dead-hour',
      fromMs: 1000 + 62 * 3_600_000,
      toMs: 1000 + 63.5 * 3_600_000,
    });
    expect(parseIncident('voided-answers@0', 0)).toEqual({
      kind: 'voided-answers',
      fromMs: 0,
      toMs: 3_600_000,
    });
  });

  it.each(['dead-hour', 'dead-hour@x', 'flood@1', ''])('refuse the incident %j', (text) => {
    expect(() => parseIncident(text, 0)).toThrow('KIND@DAY');
  });

  it('split a fault rate as it was seen: 7 insertions to 4 replaced ids', () => {
    expect(faultShares(0.0011).inserted).toBeCloseTo(0.0007, 12);
    expect(faultShares(0.0011).replaced).toBeCloseTo(0.0004, 12);
  });
});
