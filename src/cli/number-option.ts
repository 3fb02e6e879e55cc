import { InvalidArgumentError } from 'commander';
import { MAX_HOLDOUT_RATE } from '../rollout/index.ts';

/** A number from 0 on. @throws InvalidArgumentError, which the command line tells as wrong use */
export function parseAtLeastZero(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < Infinity) return value;
  throw new InvalidArgumentError('Expected a number from 0 on.');
}

/** A share of users for the holdout. @throws InvalidArgumentError, as above */
export function parseHoldoutRate(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= MAX_HOLDOUT_RATE) return value;
  throw new InvalidArgumentError(`Expected a share of users from 0 to ${MAX_HOLDOUT_RATE}.`);
}
