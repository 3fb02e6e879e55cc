import { InvalidArgumentError } from 'commander';
import type { LayerRange } from '../rollout/index.ts';

/** Reads a range of users such as `0-0.5`. @throws InvalidArgumentError, told as wrong use */
export function parseUserRange(text: string): LayerRange {
  const [from, to] = /^(\d(?:\.\d+)?)-(\d(?:\.\d+)?)$/.exec(text)?.slice(1).map(Number) ?? [];
  if (from !== undefined && to !== undefined && from < to && to <= 1) return { from, to };
  throw new InvalidArgumentError('Expected two numbers from 0 to 1, such as 0-0.5.');
}
