export type { History, Scorer, ScoringContext } from './scorer.ts';
