import type { AssignmentModule } from '../../compose.ts';
import type { ReleaseMode } from '../../pipeline/index.ts';
import { CANARY_SETTINGS, type CanarySettings } from '../../rollout/index.ts';
import type { SourceSettings } from '../source-settings.ts';

/** Everything the roles of one `up` are told: resolved, plain JSON, without secrets. */
export interface UpSettings {
  readonly home: string;
  /** Wall clock of the start, milliseconds since the epoch. */
  readonly startedMs: number;
  /** Address that the public and the control server listen on. */
  readonly host: string;
  readonly ports: { readonly public: number; readonly control: number; readonly simulated: number };
  /** What is followed. */
  readonly source: SourceSettings;
  /** Name of the decoder of its lines. */
  readonly decoder: string;
  readonly catalogue: CatalogueSettings;
  readonly schedule: Schedule;
  /** `--set` pairs of every pipeline run. */
  readonly pipeline: readonly string[];
  /** Folder of data contracts; `null` for the home's own or the shipped ones. */
  readonly contracts: string | null;
  /** A `rules.yaml`; `null` for the home's own where there is one. */
  readonly rules: string | null;
  /** Share of users whose lists are not personal; `null` for what holds already, or the usual one. */
  readonly holdout: number | null;
  /** Who says arms where records do not; `null` for nobody. */
  readonly assignment: AssignmentModule | null;
  /** `null` unless a simulated service is part of it. */
  readonly demo: DemoSettings | null;
}

/** Files that the catalogue comes from; `null` where there is none. */
export interface CatalogueSettings {
  readonly movies: string | null;
  readonly users: string | null;
  /** Whether a movie that the file lacks does not exist; accounts are opened all the time. */
  readonly completeMovies: boolean;
  readonly completeUsers: boolean;
  readonly timeless: boolean;
  /** Address of the APIs that are asked about ids that are not known yet; absent for none. */
  readonly from?: string;
  /** Most requests a second to it. */
  readonly perSecond?: number;
}

/** When models are trained. */
export interface Schedule {
  /** Whose days count: those of the log, or those of the machine's clock. */
  readonly train: 'event-time' | 'wall-clock';
  /** Hour (UTC) at which a day ends, 0 … 23. */
  readonly hour: number;
  /** Days that the log must span before the first training. */
  readonly firstAfterDays: number;
  /** Days from one training by the schedule to the next. */
  readonly everyDays: number;
  /** Whether drift that a report finds makes a training due before the schedule does. */
  readonly onDrift: boolean;
  /** Lines of the lake that no model knows which make a training due; `null` for no number. */
  readonly afterLines: number | null;
  /** After so many minutes a training is ended and counts as failed. */
  readonly timeoutMinutes: number;
  /** What becomes of a challenger that passed: `gate`, champion at once; `canary`, only once proven. */
  readonly release: ReleaseMode;
  /** How the canary of a release is run. */
  readonly canary: CanarySettings;
}

/** The schedule where nothing else is said: every day of the log, and the gate alone decides. */
export const USUAL_SCHEDULE: Schedule = {
  train: 'event-time',
  hour: 0,
  firstAfterDays: 1,
  everyDays: 1,
  onDrift: false,
  afterLines: null,
  timeoutMinutes: 120,
  release: 'gate',
  canary: CANARY_SETTINGS.parse({}),
};

/** A simulated service: its world, what has happened before the start, and its pace. */
export interface DemoSettings {
  readonly users: number;
  readonly movies: number;
  readonly seed: number;
  /** First instant of the log, milliseconds since the epoch, a whole day. */
  readonly startMs: number;
  /** Days that lie in the past when the recommender is asked for the first time. */
  readonly pastDays: number;
  /** Simulated seconds a second. */
  readonly speed: number;
  /** Days after the past at the end of which it ends; `null` for none. */
  readonly untilDay: number | null;
}

export const DAY_MS = 86_400_000;
