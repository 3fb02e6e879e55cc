import type { OperationKind } from './contracts/operations.ts';

/** What somebody asks to be done. */
export interface OperatorRequest {
  readonly kind: OperationKind;
  readonly actor: string;
  readonly reason: string;
  /** What it is done with: plain JSON, as the kind has it. */
  readonly request: Readonly<Record<string, string>>;
}

/** How something that was asked for ended. */
export type OperatorEnd =
  | { readonly result: Readonly<Record<string, unknown>> }
  | { readonly problem: { readonly code: string; readonly message: string } };

/**
 * Port: does the work of operators outside of the server, which goes on answering meanwhile.
 *
 * @param say hears sentences on the way
 */
export type Operator = (
  asked: OperatorRequest,
  say: (sentence: string) => void,
) => Promise<OperatorEnd>;
