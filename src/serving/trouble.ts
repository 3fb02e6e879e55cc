import { ShowrunnerError } from '../domain/errors.ts';

/** What strangers may read of something that failed: which error it is, not the paths in it. */
export function troubleOf(what: string, thrown: unknown): string {
  if (!(thrown instanceof ShowrunnerError)) return told(what, 'an unforeseen error');
  return thrown.code === 'MODEL_REFUSED' ? thrown.message : told(what, thrown.code);
}

const told = (what: string, why: string): string =>
  `${what} could not be loaded (${why}); what served before goes on.`;
