import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRelease, type ReleaseState, type ReleaseTrial } from '../../../src/rollout/index.ts';

const trial = (
  kind: ReleaseTrial['kind'],
  version: string,
  status: ReleaseTrial['status'],
  outcome: string | null = null,
): ReleaseTrial => ({ experiment: `release-${version}-${kind}`, kind, version, status, outcome });

const state = (changes: Partial<ReleaseState>): ReleaseState => ({
  champion: 'als/1',
  challengers: ['als/2'],
  trials: [],
  shadow: null,
  hasShadows: true,
  usersTakenBy: null,
  ...changes,
});

describe('the next step of a release', () => {
  it('is none without a challenger, or with one that is champion', () => {
    expect(nextRelease(state({ challengers: [] })).do).toBe('wait');
    expect(nextRelease(state({ champion: 'als/2' })).do).toBe('wait');
  });

  it('begins with a shadow of the newest challenger, also where a crash left a draft of it', () => {
    const start = { do: 'start', kind: 'shadow', version: 'als/3' };
    const two = { challengers: ['als/2', 'als/3'] };
    expect(nextRelease(state(two))).toMatchObject(start);
    const draft = trial('shadow', 'als/3', 'draft');
    expect(nextRelease(state({ ...two, trials: [draft] }))).toMatchObject(start);
  });

  it('waits for what the shadow shows, and ends it as it says', () => {
    const trials = [trial('shadow', 'als/2', 'running')];
    const after = (action: 'wait' | 'pass' | 'fail') =>
      nextRelease(state({ trials, shadow: { action, because: 'It agrees.' } }));
    expect(nextRelease(state({ trials })).do).toBe('wait');
    expect(after('wait')).toEqual({ do: 'wait', because: 'It agrees.' });
    expect(after('pass')).toMatchObject({ do: 'end', outcome: 'pass', because: 'It agrees.' });
    expect(after('fail')).toMatchObject({ do: 'end', outcome: 'abort' });
  });

  it('replaces a shadow by a newer challenger, whatever the shadow shows', () => {
    const trials = [trial('shadow', 'als/2', 'running')];
    const shadow = { action: 'pass', because: 'It agrees.' } as const;
    const step = nextRelease(state({ trials, shadow, challengers: ['als/2', 'als/3'] }));
    expect(step).toMatchObject({
      do: 'end',
      experiment: 'release-als/2-shadow',
      outcome: 'replaced',
    });
  });

  it('ends the shadow of a version that people made champion meanwhile', () => {
    const trials = [trial('shadow', 'als/2', 'running')];
    expect(nextRelease(state({ trials, champion: 'als/2' }))).toMatchObject({
      do: 'end',
      outcome: 'replaced',
    });
  });

  it('goes on to the canary of a shadow that passed, once the users are free', () => {
    const trials = [trial('shadow', 'als/2', 'ended', 'pass')];
    const start = { do: 'start', kind: 'canary', version: 'als/2' };
    expect(nextRelease(state({ trials }))).toMatchObject(start);
    expect(nextRelease(state({ trials, usersTakenBy: 'new-row' }))).toEqual({
      do: 'wait',
      because: 'als/2 waits for the users that new-row has.',
    });
    const draft = trial('canary', 'als/2', 'draft');
    expect(nextRelease(state({ trials: [...trials, draft] }))).toMatchObject(start);
  });

  it('has a newer challenger wait while a canary runs, and then takes it', () => {
    const challengers = ['als/2', 'als/3'];
    const shadow = trial('shadow', 'als/2', 'ended', 'pass');
    const running = [shadow, trial('canary', 'als/2', 'running')];
    expect(nextRelease(state({ challengers, trials: running }))).toEqual({
      do: 'wait',
      because: 'als/3 waits while als/2 is a canary.',
    });
    const ended = [shadow, trial('canary', 'als/2', 'ended', 'abort')];
    expect(nextRelease(state({ challengers, trials: ended }))).toMatchObject({
      do: 'start',
      kind: 'shadow',
      version: 'als/3',
    });
  });

  it.each(['abort', 'replaced', 'stopped'])('tries nothing again whose shadow ended: %s', (how) => {
    const trials = [trial('shadow', 'als/2', 'ended', how)];
    expect(nextRelease(state({ trials })).do).toBe('wait');
  });

  it.each(['abort', 'hold', 'stop', 'stopped'])(
    'tries nothing again whose canary ended: %s',
    (how) => {
      const trials = [
        trial('shadow', 'als/2', 'ended', 'pass'),
        trial('canary', 'als/2', 'ended', how),
      ];
      expect(nextRelease(state({ trials })).do).toBe('wait');
    },
  );

  it('starts with the canary where no shadow can be judged', () => {
    expect(nextRelease(state({ hasShadows: false }))).toMatchObject({
      do: 'start',
      kind: 'canary',
      version: 'als/2',
    });
  });
});

describe('releases over any history', () => {
  /** Does a step as the loop does. */
  const applied = (from: ReleaseState): ReleaseState => {
    const step = nextRelease(from);
    if (step.do === 'wait') return from;
    if (step.do === 'start') {
      const others = from.trials.filter(
        (one) => one.kind !== step.kind || one.version !== step.version,
      );
      return { ...from, trials: [...others, trial(step.kind, step.version, 'running')] };
    }
    const ended = from.trials.map((one) =>
      one.experiment === step.experiment
        ? { ...one, status: 'ended' as const, outcome: step.outcome }
        : one,
    );
    return { ...from, trials: ended, shadow: null };
  };
  const happening = fc.oneof(
    fc.constant('train' as const),
    fc.constantFrom('pass' as const, 'fail' as const, 'wait' as const),
    fc.constantFrom('promote' as const, 'abort' as const, 'hold' as const),
  );
  const after = (from: ReleaseState, what: 'train' | 'pass' | 'fail' | 'wait' | string) => {
    if (what === 'train')
      return { ...from, challengers: [...from.challengers, `als/${from.challengers.length + 2}`] };
    if (what === 'pass' || what === 'fail' || what === 'wait')
      return { ...from, shadow: { action: what, because: 'So it is.' } as const };
    const canary = from.trials.find((one) => one.kind === 'canary' && one.status === 'running');
    if (canary === undefined) return from;
    const trials = from.trials.map((one) =>
      one === canary ? { ...one, status: 'ended' as const, outcome: what } : one,
    );
    return { ...from, trials, champion: what === 'promote' ? canary.version : from.champion };
  };

  it('try one version at a time, each at most once, and a canary only after its shadow passed', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        let now = state({ challengers: [] });
        const started: string[] = [];
        for (const what of happenings) {
          now = after(now, what);
          const step = nextRelease(now);
          if (step.do === 'start') {
            started.push(`${step.kind} ${step.version}`);
            if (step.kind === 'canary')
              expect(now.trials).toContainEqual(trial('shadow', step.version, 'ended', 'pass'));
          }
          now = applied(now);
          expect(now.trials.filter(({ status }) => status === 'running').length).toBeLessThan(2);
        }
        expect(new Set(started).size).toBe(started.length);
      }),
    );
  });
});
