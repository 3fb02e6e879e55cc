import { writeFileSync } from 'node:fs';
import type { LiveService } from './service.ts';

/** How a canary of the proof is run: one step, half of the users, decided in the evening of its day. */
export interface CanarySetting {
  /** Harm that must be excluded before a challenger is champion, minutes of a viewer in two hours. */
  readonly toleranceMinutes: number;
  /** Outcomes of each arm before anything is read from them; a shadow is asked five times as often. */
  readonly minimumUsers: number;
}

/** From so many hours after the step's beginning on it may be decided. */
export const DECIDES_AFTER_HOURS = 20;

/** The configuration that `up` runs by: every day of the log, small models, proven in production. */
export function writeConfig(
  path: string,
  { logPath, moviesPath, usersPath }: LiveService,
  {
    port,
    historyDays,
    canary: { toleranceMinutes, minimumUsers },
  }: {
    readonly port: number;
    readonly historyDays: number;
    readonly canary: CanarySetting;
  },
): void {
  const canary = [
    'ramp: [0.5]',
    'cautiousShare: 0.5',
    'windowHours: 2',
    `minimumHours: ${DECIDES_AFTER_HOURS}`,
    'maximumDays: 3',
    `minimumUsers: ${minimumUsers}`,
    `effect: ${toleranceMinutes}`,
    `tolerance: ${toleranceMinutes}`,
  ].join(', ');
  const lines = [
    `source: file:${logPath}`,
    `catalogue: { movies: ${moviesPath}, users: ${usersPath}, timeless: true }`,
    `schedule: { firstAfterDays: ${historyDays}, timeoutMinutes: 10, release: canary, canary: { ${canary} } }`,
    `pipeline: { families: als, als.factorCount: 16, als.epochs: 8 }`,
    `ports: { public: ${port} }`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
}
