import { ingestRole } from './ingest-role.ts';
import { observeRole } from './observe-role.ts';
import type { RoleWork } from './role-context.ts';
import { serveRole } from './serve-role.ts';
import { simulateRole } from './simulate-role.ts';
import { trainRole } from './train-role.ts';
import { webRole } from './web-role.ts';

interface RoleEntry {
  readonly work: RoleWork;
  /** Whether it has an end of its own, which ends all of `up`. */
  readonly ends: boolean;
  /** Whether it exists only where a service is simulated. */
  readonly demoOnly: boolean;
}

/**
 * The roles in the order in which they start. They stop in reverse order: the viewers before those
 * who read their lines and answer them.
 */
export const ROLES = {
  web: { work: webRole, ends: false, demoOnly: false },
  serve: { work: serveRole, ends: false, demoOnly: false },
  ingest: { work: ingestRole, ends: false, demoOnly: false },
  simulate: { work: simulateRole, ends: true, demoOnly: true },
  train: { work: trainRole, ends: false, demoOnly: false },
  observe: { work: observeRole, ends: false, demoOnly: false },
} as const satisfies Readonly<Record<string, RoleEntry>>;

export type RoleName = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[];
