import type { RoleFacts } from '../../supervision/index.ts';
import type { UpSettings } from './settings.ts';

/** What every role works with. */
export interface RoleContext {
  readonly settings: UpSettings;
  /** A sentence for the person at the terminal. */
  readonly say: (sentence: string) => void;
  /** Figures for the status line. */
  readonly tell: (facts: RoleFacts) => void;
  /** Aborted when the role must end. */
  readonly stop: AbortSignal;
}

/** A role: works until `stop`, or until its own end. */
export type RoleWork = (context: RoleContext) => Promise<void>;
