import { readFileSync } from 'node:fs';
import { errorOf, messageOf } from '../domain/errors.ts';

/** The tokens of the control server; `null` for those that the environment does not have. */
export interface ControlTokens {
  /** Of those who operate. */
  readonly token: string | null;
  /** Of those who only look. */
  readonly readToken: string | null;
}

/**
 * Both tokens: `SHOWRUNNER_TOKEN` and `SHOWRUNNER_READ_TOKEN`, each as `controlToken` reads it.
 *
 * @throws InputError `TOKEN_FILE`
 */
export const controlTokens = (environment: NodeJS.ProcessEnv): ControlTokens => ({
  token: controlToken(environment),
  readToken: controlToken(environment, 'SHOWRUNNER_READ_TOKEN'),
});

/**
 * The token that control calls must show: `SHOWRUNNER_TOKEN`, or what stands in the file that
 * `SHOWRUNNER_TOKEN_FILE` names (as secrets of containers are given), without blanks around it.
 *
 * @param name of the variable
 * @returns `null` where the environment has neither
 * @throws InputError `TOKEN_FILE` when the file cannot be read
 */
export function controlToken(
  environment: NodeJS.ProcessEnv,
  name = 'SHOWRUNNER_TOKEN',
): string | null {
  const token = environment[name];
  if (token !== undefined && token !== '') return token;
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === '') return null;
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (thrown) {
    throw errorOf('TOKEN_FILE', { file, found: messageOf(thrown) }, thrown);
  }
}
