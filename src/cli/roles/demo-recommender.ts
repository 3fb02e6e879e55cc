import type { Recommender } from '../../simulator/index.ts';
import { journaled } from './answer-journal.ts';

/** Who gives lists in a demo: the house until an instant, the recommender under test from then on. */
export interface DemoRecommender extends Recommender {
  /** Whether every answer of earlier processes has been given again. */
  readonly recalled: boolean;
  /** Requests answered by the recommender under test in this process, and those without a list. */
  readonly asked: number;
  readonly failed: number;
  /** Keeps what was answered; before anything that follows from it is written. */
  flush(): void;
  close(): void;
}

/** Joins the two; what the house answers follows from the settings and is not kept. */
export function demoRecommender(parts: {
  readonly house: Recommender;
  readonly live: Recommender & { close(): void };
  /** From this simulated instant on the live one is asked. */
  readonly liveFromMs: number;
  /** File that keeps the answers. */
  readonly path: string;
}): DemoRecommender {
  const counts = { asked: 0, failed: 0 };
  const counting: Recommender = {
    ask: async (userId, atMs) => {
      const answer = await parts.live.ask(userId, atMs);
      counts.asked++;
      if (answer.status !== 200) counts.failed++;
      return answer;
    },
  };
  const journal = journaled(counting, parts.path);
  return {
    get recalled() {
      return journal.recalled;
    },
    get asked() {
      return counts.asked;
    },
    get failed() {
      return counts.failed;
    },
    ask: (userId, atMs) => (atMs < parts.liveFromMs ? parts.house : journal).ask(userId, atMs),
    flush: () => journal.flush(),
    close: () => {
      journal.close();
      parts.live.close();
    },
  };
}
