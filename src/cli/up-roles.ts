import { fileURLToPath } from 'node:url';
import type { Role } from '../supervision/index.ts';
import { errorOf } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import { ROLE_NAMES, ROLES, type RoleName } from './roles/roles.ts';
import type { UpSettings } from './roles/settings.ts';

/**
 * The roles that `--roles` names, or all that there are for a demo or a real log.
 *
 * @throws InputError `BAD_USAGE`
 */
export function namedRoles(text: string | undefined, isDemo: boolean): readonly RoleName[] {
  const possible = ROLE_NAMES.filter((name) => isDemo || !ROLES[name].demoOnly);
  if (text === undefined) return possible;
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !possible.some((known) => known === name));
  if (unknown !== undefined)
    throw errorOf('BAD_USAGE', {
      found: `role '${unknown}'`,
      expected: `one of ${possible.join(', ')}; the nearest is ${nearestWord(unknown, possible)}`,
      help: 'npx showrunner up --help',
    });
  return possible.filter((name) => asked.includes(name));
}

/** Each role as this program's own hidden command, run by the Node that runs this. */
export const roleProcesses = (names: readonly RoleName[], settings: UpSettings): Role[] => {
  const program = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));
  const text = JSON.stringify(settings);
  return names.map((name) => ({
    name,
    ends: ROLES[name].ends,
    command: { file: process.execPath, args: [program, 'role', name, '--settings', text] },
  }));
};
