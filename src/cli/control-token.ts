import { readFileSync } from 'node:fs';
import { errorOf, messageOf } from '../domain/errors.ts';

/**
 * The token that control calls must show: `SHOWRUNNER_TOKEN`, or what stands in the file that
 * `SHOWRUNNER_TOKEN_FILE` names (as secrets of containers are given), without blanks around it.
 *
 * @returns `null` where the environment has neither
 * @throws InputError `TOKEN_FILE` when the file cannot be read
 */
export function controlToken(environment: NodeJS.ProcessEnv): string | null {
  const token = environment['SHOWRUNNER_TOKEN'];
  if (token !== undefined && token !== '') return token;
  const file = environment['SHOWRUNNER_TOKEN_FILE'];
  if (file === undefined || file === '') return null;
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (thrown) {
    throw errorOf('TOKEN_FILE', { file, found: messageOf(thrown) }, thrown);
  }
}
