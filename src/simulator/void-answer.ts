import type { RecommenderAnswer } from './recommender.ts';

/** The service's words for an answer that names something it does not know. */
export const notFoundText = (piece: string): string => `movie ${piece} not found`;

/** What the service would have made of an answer that had come as a JSON list. */
export const voided = (answer: RecommenderAnswer): RecommenderAnswer =>
  answer.status === 200
    ? {
        ...answer,
        status: 400,
        itemIds: [],
        errorText: notFoundText(`["${answer.itemIds[0] ?? ''}"`),
      }
    : answer;
