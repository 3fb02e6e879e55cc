import type { Schema } from './route-contract.ts';

declare const described: unique symbol;

/** A JSON Schema together with the type of what it lets through. */
export type Typed<T> = Schema & { readonly [described]?: T };

/** The type of what a schema lets through. */
export type TypeOf<S> = S extends Typed<infer T> ? T : never;

type Properties = Readonly<Record<string, Schema>>;
type Values<P extends Properties> = { readonly [K in keyof P]: TypeOf<P[K]> };

/** Keywords besides the type, such as `description`, `pattern`, `minimum`. */
type Keywords = Readonly<Record<string, unknown>>;

export const string = (keywords: Keywords = {}): Typed<string> => ({ type: 'string', ...keywords });
export const integer = (keywords: Keywords = {}): Typed<number> => ({
  type: 'integer',
  ...keywords,
});
export const boolean = (keywords: Keywords = {}): Typed<boolean> => ({
  type: 'boolean',
  ...keywords,
});
export const oneOf = <const T extends readonly string[]>(words: T): Typed<T[number]> => ({
  type: 'string',
  enum: words,
});
export const array = <S extends Schema>(
  items: S,
  keywords: Keywords = {},
): Typed<readonly TypeOf<S>[]> => ({ type: 'array', items, ...keywords });

/** The same or `null`. */
export const nullable = <T>({ type, ...more }: Typed<T>): Typed<T | null> =>
  ({ type: [type, 'null'], ...more }) as Schema;
export const number = (keywords: Keywords = {}): Typed<number> => ({ type: 'number', ...keywords });

/**
 * An object with these properties and no others. `optional` ones may be absent; `defaulted` ones
 * may be absent and then have the value that their schema gives as `default`.
 */
export function object<
  R extends Properties,
  O extends Properties = Record<never, Schema>,
  D extends Properties = Record<never, Schema>,
>(
  required: R,
  more: { readonly optional?: O; readonly defaulted?: D } = {},
): Typed<Values<R> & Partial<Values<O>> & Values<D>> {
  return {
    type: 'object',
    properties: { ...required, ...more.defaulted, ...more.optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}
