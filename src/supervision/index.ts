export { tellFacts, type RoleFacts } from './role-facts.ts';
export { roleLines, type RoleLineOptions } from './role-lines.ts';
export { watchParent } from './parent-watch.ts';
export type { RoleCommand } from './role-process.ts';
export { underWatch } from './watchdog.ts';
export {
  superviseRoles,
  type Role,
  type SupervisionEnd,
  type SupervisorOptions,
} from './supervisor.ts';
