import { onTestFinished } from 'vitest';

/** What came of asking for lists. */
export interface Asked {
  readonly answers: number;
  readonly failures: number;
}

/**
 * Asks for lists of twenty, one after the other, until told to stop or the test is over.
 *
 * @param publicUrl of the server that gives them
 */
export function askMany(publicUrl: string): { stop(): Promise<Asked> } {
  const state = { isOver: false, answers: 0, failures: 0 };
  const asking = (async () => {
    for (let user = 1; !state.isOver; user = (user % 500) + 1) {
      const answer = await fetch(`${publicUrl}/recommend/${user}`).catch(() => null);
      const list = answer?.ok === true ? (await answer.text()).split(',') : [];
      if (list.length === 20) state.answers++;
      else state.failures++;
    }
  })();
  const stop = async (): Promise<Asked> => {
    state.isOver = true;
    await asking;
    return state;
  };
  onTestFinished(async () => void (await stop()));
  return { stop };
}
