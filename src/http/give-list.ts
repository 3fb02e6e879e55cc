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

/** A list as it is asked for. */
export interface AskedList {
  readonly user: UserId;
  readonly options: RecommendOptions;
}

/** Makes a list for a reply and counts it. It is not on record yet and must not be shown. */
export async function makeList(
  parts: ListParts,
  { user, options }: AskedList,
  reply: FastifyReply,
): Promise<Answer> {
  const { request } = reply;
  const answer = await parts.recommender.recommend(user, {
    ...options,
    route: routeOf(request),
    requestId: request.id,
    ...(request.trace === null ? {} : { traceId: request.trace.traceId }),
  });
  observeAnswer(answer, parts);
  if (answer.afterwards !== undefined) (reply.afterwards ??= []).push(answer.afterwards);
  return answer;
}

/** Puts a list on record: it may leave once this settles. */
export async function recordList(
  parts: ListParts,
  answer: Answer,
  { request }: FastifyReply,
): Promise<void> {
  const variant = answer.receipt.trace?.variant ?? null;
  parts.metrics.list({ route: routeOf(request), tier: answer.tier, variant });
  await parts.exposures.append(answer.receipt);
}

/** Makes the one list of a reply: on record before it leaves, its receipt in the header. */
export async function giveList(
  parts: ListParts,
  asked: AskedList,
  reply: FastifyReply,
): Promise<Answer> {
  const answer = await makeList(parts, asked, reply);
  await recordList(parts, answer, reply);
  reply.tier = answer.tier;
  reply.header('x-showrunner-receipt', answer.receipt.receiptId);
  return answer;
}

const routeOf = ({ routeOptions }: FastifyReply['request']): string => routeOptions.url ?? 'none';
