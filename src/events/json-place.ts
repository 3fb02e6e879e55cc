import type { Place } from './json-mapping.ts';

/** Finds a value in the object of a line; `undefined` where there is none, or null. */
export type Find = (object: unknown) => unknown;

/** Makes the function that looks at a place. Only own members count, so no name is special. */
export function findAt(place: Place): Find {
  if (typeof place === 'object' && !Array.isArray(place)) return () => place.constant;
  const keys = typeof place === 'string' ? place.split('.') : place;
  return (object) => {
    let value = object;
    for (const key of keys) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
        return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value ?? undefined;
  };
}

/**
 * A value as the text of an id: strings, and whole numbers that JSON keeps exactly. A longer
 * number would name another user than the one that was sent.
 */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : null;
}

/** A value as a number: numbers, and decimal numbers in strings. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return null;
  return Number(value) + 0;
}
