/** Figures that a role tells its supervisor for the status line; they are not kept. */
export type RoleFacts = Readonly<Record<string, number | string | null>>;

/** Tells the supervisor figures; does nothing where there is none. */
export function tellFacts(facts: RoleFacts): void {
  if (process.connected === true) process.send?.({ facts }, undefined, {}, () => undefined);
}

/** The facts in a message, `null` for anything else. */
export function factsIn(message: unknown): RoleFacts | null {
  if (typeof message !== 'object' || message === null || !('facts' in message)) return null;
  const { facts } = message;
  return typeof facts === 'object' && facts !== null ? (facts as RoleFacts) : null;
}
