import { address } from './address.ts';
import { ask } from './ask.ts';
import type { Routes } from './control-types.ts';

export type ControlRoute = keyof Routes;
export type AnswerOf<R extends ControlRoute> = Routes[R]['answer'];

/** What goes with a request: what the path names, the query, the body. */
export interface ControlRequest<R extends ControlRoute> {
  readonly path?: Routes[R]['path'];
  readonly query?: Routes[R]['query'];
  readonly body?: Routes[R]['body'];
}

/**
 * Asks the control server, by a route as its description names it.
 *
 * @throws Refused
 */
export function control<R extends ControlRoute>(
  route: R,
  request: ControlRequest<R> = {},
): Promise<AnswerOf<R>> {
  const [method, template] = route.split(' ') as [string, string];
  const { path = {}, query = {}, body } = request;
  return ask<AnswerOf<R>>(
    address(template, path as Record<string, string>, query as Record<string, string>),
    { method, ...(body === undefined ? {} : { body }) },
  );
}
