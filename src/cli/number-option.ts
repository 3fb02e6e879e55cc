import { InvalidArgumentError } from 'commander';

/** A number from 0 on. @throws InvalidArgumentError, which the command line tells as wrong use */
export function parseAtLeastZero(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < Infinity) return value;
  throw new InvalidArgumentError('Expected a number from 0 on.');
}
