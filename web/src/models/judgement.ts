import { fieldsOf } from '../words/fields.ts';

/** A metric's mean with its interval. */
export interface Measured {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** How a model did over users, all of them or a slice. */
export interface Judged {
  readonly model: string;
  readonly users: number;
  readonly metrics: Readonly<Record<string, Measured>>;
  readonly slices: readonly {
    readonly facet: string;
    readonly name: string;
    readonly cases: number;
    readonly metrics: Readonly<Record<string, Measured>>;
  }[];
}

/** What evaluation.json holds, by protocol: `live`, `static`, … */
export interface Evaluation {
  readonly protocol: string;
  readonly judged: readonly Judged[];
}

/** Reads evaluation.json, which older versions wrote in other ways: what does not fit is left out. */
export function evaluationsOf(document: unknown): readonly Evaluation[] {
  const test = fieldsOf(fieldsOf(document)['test']);
  return Object.entries(test).flatMap(([protocol, found]) => {
    const judged = (Array.isArray(found) ? found : []).flatMap(judgedOf);
    return judged.length === 0 ? [] : [{ protocol, judged }];
  });
}

function judgedOf(value: unknown): readonly Judged[] {
  const { model, users, metrics, slices } = fieldsOf(value);
  if (typeof model !== 'string' || typeof users !== 'number') return [];
  return [
    {
      model,
      users,
      metrics: metricsOf(metrics),
      slices: (Array.isArray(slices) ? slices : []).flatMap((slice) => {
        const { facet, name, cases, metrics: ofSlice } = fieldsOf(slice);
        return typeof facet === 'string' && typeof name === 'string' && typeof cases === 'number'
          ? [{ facet, name, cases, metrics: metricsOf(ofSlice) }]
          : [];
      }),
    },
  ];
}

const metricsOf = (value: unknown): Readonly<Record<string, Measured>> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([name, found]) => {
      const { mean, low, high } = fieldsOf(found);
      return typeof mean === 'number'
        ? [[name, { mean, low: numberOr(low), high: numberOr(high) }] as const]
        : [];
    }),
  );

const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null);
