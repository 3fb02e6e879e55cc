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
 * What a GET route takes and gives. The server validates with it and the API description is built
 * from it, so the two cannot differ.
 */
export interface RouteContract {
  /** With `:name` for each path parameter. */
  readonly path: string;
  readonly summary: string;
  readonly params?: Schema;
  readonly querystring?: Schema;
  readonly responses: Readonly<Record<number, ResponseContract>>;
}
