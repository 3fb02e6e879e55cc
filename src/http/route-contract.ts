import type { Typed } from './typed-schema.ts';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One answer a route gives. */
export interface ResponseContract {
  readonly description: string;
  readonly contentType: string;
  readonly schema: Schema;
  readonly headers?: Readonly<
    Record<string, { readonly description: string; readonly schema: Schema }>
  >;
}

/**
 * What a route takes and gives. The server validates with it, the handlers' types come from it and
 * the API description is built from it, so that none can differ from the others.
 */
export interface RouteContract {
  /** GET, and HEAD with it, where absent. */
  readonly method?: 'POST' | 'DELETE';
  /** With `:name` for each path parameter. */
  readonly path: string;
  readonly summary: string;
  readonly params?: Typed<unknown>;
  /** Absent where whatever stands behind the question mark is ignored. */
  readonly querystring?: Typed<unknown>;
  readonly body?: Typed<unknown>;
  /** Headers that the route looks at. */
  readonly headers?: Typed<unknown>;
  /** What the body may be besides JSON, such as lines of text. */
  readonly bodyTypes?: readonly string[];
  /** Who may ask, where a server tells its callers apart. */
  readonly access?: 'open' | 'read' | 'operate';
  /** Largest body in bytes; there is one where there is a `body`. */
  readonly bodyLimit?: number;
  readonly responses: Readonly<Record<number, ResponseContract>>;
}
