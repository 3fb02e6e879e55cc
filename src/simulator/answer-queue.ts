import { itemId, userId } from '../domain/ids.ts';
import type { RecommendationEvent } from '../domain/stream-event.ts';
import type { RecommenderAnswer } from './recommender.ts';
import type { Visit } from './visit.ts';

/** Answers that the log tells of when they are complete. */
export interface AnswerQueue {
  add(visit: Visit, answer: RecommenderAnswer): void;
  /** Takes out what is complete in a second, in the order of time. */
  take(second: number): readonly RecommendationEvent[];
}

/** An empty queue. @param host the recommendation service as the log names it */
export function createAnswerQueue(host: string): AnswerQueue {
  const waiting = new Map<number, RecommendationEvent[]>();
  return {
    add: (visit, answer) => {
      const event = eventOf(host, visit, answer);
      const second = Math.floor(event.time.ms / 1000);
      waiting.set(second, [...(waiting.get(second) ?? []), event]);
    },
    take: (second) => {
      const due = waiting.get(second) ?? [];
      waiting.delete(second);
      return due.sort((a, b) => a.time.ms - b.time.ms || a.time.nanos - b.time.nanos);
    },
  };
}

const eventOf = (host: string, visit: Visit, answer: RecommenderAnswer): RecommendationEvent => ({
  kind: 'recommendation',
  time: { ms: visit.atMs + answer.latencyMs, nanos: visit.nanos },
  userId: userId(String(visit.user)),
  host,
  status: answer.status,
  itemIds: answer.itemIds.map(itemId),
  errorText: answer.errorText,
  latencyMs: answer.latencyMs,
});
