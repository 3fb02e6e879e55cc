import { describe, expect, it } from 'vitest';
import { rehearse, SMALL } from '../../proofs/rollouts.ts';

const quiet = (): void => undefined;

/** Each lives on a simulated service: real lines, receipts, lake, decisions; the arms as serving makes lists. */
describe('a release on autopilot', () => {
  it('promotes a better model through the ramp by itself', async () => {
    const { lived, holds } = await rehearse('better', SMALL, quiet);
    expect(lived.experiment.because).toMatch(/better beyond doubt/);
    expect(lived.looks.filter(({ decision }) => decision.action === 'widen')).toHaveLength(2);
    expect(holds).toBe(true);
    // What was decided can be made again from what was kept.
    expect(lived.kept).toBeGreaterThanOrEqual(3);
    expect(lived.replayedTheSame).toBe(lived.kept);
  });

  it('takes a clearly worse model back before more than a quarter of the users met it', async () => {
    const { lived, holds } = await rehearse('worse', SMALL, quiet);
    expect(lived.experiment.because).toMatch(/worse beyond doubt/);
    expect(lived.metRate).toBeLessThanOrEqual(0.25);
    expect(holds).toBe(true);
  });

  it('promotes a refresh that is as good as the champion', async () => {
    const { lived, holds } = await rehearse('refresh', SMALL, quiet);
    expect(lived.experiment.because).toMatch(/not worse: harm above 60 is excluded/);
    expect(holds).toBe(true);
  });

  it('takes a slow model back by the guardrail of latency', async () => {
    const { lived, holds } = await rehearse('slow', SMALL, quiet);
    expect(lived.experiment.because).toMatch(/guardrail latencyMs is broken/);
    expect(holds).toBe(true);
  });

  it('stops by the sample ratio where the hash assigns otherwise than declared', async () => {
    const { lived, holds } = await rehearse('broken-hash', SMALL, quiet);
    expect(lived.experiment.because).toMatch(/declared shares/);
    expect(holds).toBe(true);
  });

  it('ends an A/A as inconclusive', async () => {
    const { lived, holds } = await rehearse('same', SMALL, quiet);
    expect(lived.experiment.because).toMatch(/Inconclusive/);
    expect(holds).toBe(true);
  });
});
