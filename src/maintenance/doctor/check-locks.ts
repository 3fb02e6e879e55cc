import { readdirSync } from 'node:fs';
import { isRoleHeld, type Home } from '../../store/index.ts';
import { noteworthy, well, type Diagnosis } from './diagnosis.ts';

/** Which roles run at the home, and which ended without a word. */
export function checkLocks(home: Home): Diagnosis[] {
  const roles = readdirSync(home.locks)
    .filter((name) => name.endsWith('.lock'))
    .map((name) => name.slice(0, -'.lock'.length));
  const held = roles.filter((role) => isRoleHeld(home, role));
  const left = roles.filter((role) => !held.includes(role));
  return [
    well('roles', held.length === 0 ? 'No role runs.' : `Running: ${held.join(', ')}.`),
    ...(left.length === 0
      ? []
      : [
          noteworthy(
            'roles',
            `Ended without a word (killed, or the machine stopped): ${left.join(', ')}. The next start takes over.`,
            null,
          ),
        ]),
  ];
}
