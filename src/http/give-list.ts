import type { FastifyReply } from 'fastify';
import type { UserId } from '../domain/ids.ts';
import type { Answer, RecommendOptions } from '../serving/index.ts';
import { observeAnswer } from './observe-answer.ts';
import type { PublicServerParts } from './public-server.ts';

/** The parts that lists are made from. */
export type ListParts = Pick<
  PublicServerParts,
  'recommender' | 'catalogue' | 'history' | 'exposures' | 'metrics' | 'warn'
>;

/** Makes a list and counts it. It is not on record yet and must not be shown. */
export async function makeList(
  parts: ListParts,
  user: UserId,
  options: RecommendOptions,
): Promise<Answer> {
  const answer = await parts.recommender.recommend(user, options);
  observeAnswer(answer, parts);
  return answer;
}

/** Puts a list on record: it may leave once this settles. @param route the pattern, for the metrics */
export async function recordList(parts: ListParts, answer: Answer, route: string): Promise<void> {
  parts.metrics.list({ route, tier: answer.tier });
  await parts.exposures.append(answer.receipt);
}

/** Makes the one list of a reply: on record before it leaves, its receipt in the header. */
export async function giveList(
  parts: ListParts,
  asked: { readonly user: UserId; readonly options: RecommendOptions },
  reply: FastifyReply,
): Promise<Answer> {
  const answer = await makeList(parts, asked.user, asked.options);
  await recordList(parts, answer, reply.routeOptions.url ?? 'none');
  reply.tier = answer.tier;
  reply.header('x-showrunner-receipt', answer.receipt.receiptId);
  return answer;
}
