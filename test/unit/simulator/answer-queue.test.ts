import { expect, it } from 'vitest';
import { createAnswerQueue } from '../../../src/simulator/answer-queue.ts';
import type { RecommenderAnswer } from '../../../src/simulator/index.ts';
import type { Visit } from '../../../src/simulator/visit.ts';

const visit = (user: number, atMs: number, nanos = 0): Visit => ({
  user,
  second: 0,
  key: 1,
  atMs,
  nanos,
  asks: true,
});
const answer = (latencyMs: number): RecommenderAnswer => ({
  status: 200,
  itemIds: ['a+1'],
  errorText: '',
  latencyMs,
  receiptId: null,
});

it('answers are told of in the second in which they are complete, in the order of time', () => {
  const queue = createAnswerQueue('h');
  queue.add(visit(1, 500), answer(450)); // complete at 950 ms
  queue.add(visit(2, 100), answer(20)); // at 120 ms
  queue.add(visit(3, 900), answer(200)); // at 1,100 ms: the next second
  queue.add(visit(4, 100, 5), answer(20)); // at 120 ms and 5 ns
  queue.add(visit(5, 90, 1), answer(30)); // at 120 ms and 1 ns
  const users = (second: number): string[] => queue.take(second).map((event) => event.userId);
  expect(users(0)).toEqual(['2', '5', '4', '1']);
  expect(users(0)).toEqual([]);
  expect(users(1)).toEqual(['3']);
});
