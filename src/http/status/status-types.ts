// Written by scripts/web-types.ts from what the server validates by; do not change it here.

export type Status = {
  readonly format: 1;
  readonly home: string;
  readonly now: string;
  /** The weightiest first. */
  readonly attention: readonly {
    readonly severity: 'stop' | 'look' | 'note';
    readonly about:
      'stream' | 'quality' | 'catalogue' | 'dataset' | 'training' | 'models' | 'serving' | 'report';
    /** What is the matter, in a sentence. */
    readonly message: string;
    /** What to do about it. */
    readonly advice: string | null;
  }[];
  readonly stream: {
    /** Whether an ingesting process is at work in this home. */
    readonly isReading: boolean;
    readonly sources: readonly {
      /** Such as `file:/var/log/movielog.log`. */
      readonly name: string;
      readonly partitions: number;
      readonly linesRead: number;
      /** Latest event time read. */
      readonly lastEventAt: string | null;
      /** What the end of the file says; null where it cannot be known (packed, not a file). */
      readonly end: {
        readonly lastEventAt: string;
        readonly sizeBytes: number;
        /** When the file last grew, by the clock of the machine. */
        readonly writtenAt: string;
      } | null;
      /** Event time between what was read and the file's end; null where not known. */
      readonly behindSeconds: number | null;
      /** How long, by the clock, the file has held what is not read yet; null not known. */
      readonly behindForSeconds: number | null;
    }[];
    readonly linesRead: number;
    /** Lines committed per second over the last 10 s; null before that can be known. */
    readonly linesPerSecond: number | null;
    readonly lastEventAt: string | null;
    /** The largest of the sources. */
    readonly behindSeconds: number | null;
    /** The largest of the sources. */
    readonly behindForSeconds: number | null;
  };
  readonly ledger: {
    readonly read: number;
    readonly accepted: {
      readonly watch: number;
      readonly rating: number;
      readonly recommendation: number;
      readonly account: number;
    };
    readonly repaired: number;
    readonly duplicate: number;
    /** Lines that cannot be used, by reason. */
    readonly quarantined: Readonly<Record<string, number>>;
    readonly pending: number;
    /** Whether every line read is accounted for. */
    readonly addsUp: boolean;
  };
  readonly segments: {
    readonly count: number;
    readonly closed: number;
    readonly sizeBytes: number;
  };
  readonly catalogue: {
    readonly id: string;
    readonly items: number;
    readonly users: number;
    /** Whether an id that it lacks does not exist. */
    readonly complete: boolean;
    readonly inForceSince: string;
  } | null;
  readonly datasets: {
    readonly count: number;
    readonly latest: {
      readonly id: string;
      /** Nothing later was used. */
      readonly asOf: string;
      readonly builtAt: string;
      readonly likes: number;
      readonly users: number;
      readonly items: number;
      readonly watches: number;
      readonly ratings: number;
    } | null;
  };
  readonly training: {
    /** Whether a pipeline is at work in this home. */
    readonly isAtWork: boolean;
    readonly lastStage: {
      readonly stage: string;
      readonly madeAt: string;
    } | null;
    readonly current: {
      readonly runId: string;
      readonly stage: string;
      /** Of the model that is trained. */
      readonly family: string | null;
      readonly status: 'running' | 'done' | 'failed' | 'abandoned';
      readonly startedAt: string;
      readonly finishedAt: string | null;
      readonly error: string | null;
      /** By epoch, at most 60 points; empty while running and for models without one. */
      readonly loss: readonly number[];
      readonly epochs: number;
    } | null;
    /** The latest first, without the current one. */
    readonly last: readonly {
      readonly runId: string;
      readonly stage: string;
      /** Of the model that is trained. */
      readonly family: string | null;
      readonly status: 'running' | 'done' | 'failed' | 'abandoned';
      readonly startedAt: string;
      readonly finishedAt: string | null;
      readonly error: string | null;
      /** By epoch, at most 60 points; empty while running and for models without one. */
      readonly loss: readonly number[];
      readonly epochs: number;
    }[];
    /** The latest whole run of the pipeline by the schedule or by `retrain`. */
    readonly latestRun: {
      /** `schedule`, `drift`, `volume`, or the words of a person. */
      readonly because: string;
      /** Nothing later was to be used. */
      readonly asOf: string | null;
      readonly status: 'running' | 'done' | 'failed' | 'held' | 'stopped' | 'abandoned';
      readonly startedAt: string;
      readonly finishedAt: string | null;
      readonly error: string | null;
    } | null;
    /** Whole runs that failed since the last that went well. */
    readonly failuresInARow: number;
  };
  readonly models: {
    readonly versions: number;
    readonly champion: {
      readonly version: string;
      readonly family: string;
      readonly modelId: string;
      readonly datasetId: string;
      readonly trainedAt: string;
      /** Since when it has the role. */
      readonly since: string;
    } | null;
    readonly baseline: {
      readonly version: string;
      readonly family: string;
      readonly modelId: string;
      readonly datasetId: string;
      readonly trainedAt: string;
      /** Since when it has the role. */
      readonly since: string;
    } | null;
    /** Of the champion; null for popularity, which is not judged. */
    readonly evaluation: {
      /** Such as `NDCG@20`. */
      readonly metric: string;
      readonly users: number;
      readonly model: {
        readonly mean: number;
        readonly low: number | null;
        readonly high: number | null;
        readonly family: string;
      };
      readonly popularity: {
        readonly mean: number;
        readonly low: number | null;
        readonly high: number | null;
      } | null;
      readonly againstPopularity: {
        readonly difference: number;
        readonly low: number;
        readonly high: number;
        readonly users: number;
      } | null;
    } | null;
    readonly gate: {
      readonly judgedAt: string;
      readonly challenger: string | null;
      readonly judgedUsers: number;
      /** Why nothing could be judged. */
      readonly impossible: string | null;
      readonly againstPopularity: {
        readonly difference: number;
        readonly low: number;
        readonly high: number;
        readonly users: number;
      } | null;
      /** Whether the gate let the latest version pass. */
      readonly passed: boolean;
      /** The experiment that kept it from its place although it passed. */
      readonly heldFor: string | null;
    } | null;
    /** The latest change of the champion. */
    readonly lastChange: {
      readonly at: string;
      readonly action: string;
      readonly actor: string;
      readonly from: string | null;
      readonly to: string;
      readonly because: readonly string[];
    } | null;
  };
  readonly serving: {
    readonly url: string;
    readonly isReachable: boolean;
    /** Why it cannot be asked. */
    readonly problem: string | null;
    /** Whether lists come from a model; null unreachable. */
    readonly isReady: boolean | null;
    /** What it says is wrong. */
    readonly troubles: readonly string[];
    readonly startedAt: string | null;
    /** Version that is loaded. */
    readonly champion: string | null;
    /** Lists given since it started. */
    readonly answers: number;
    readonly byTier: Readonly<
      Partial<
        Record<'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant', number>
      >
    >;
    /** Requests for a list that were not understood. */
    readonly refused: number;
    /** Over the last 10 s. */
    readonly answersPerSecond: number | null;
    /** Inside the server, from its histogram; 600 means 600 or more. */
    readonly latencyMs: {
      readonly p50: number;
      readonly p99: number;
      readonly over: 'last-minute' | 'since-start';
    } | null;
    readonly failures: {
      readonly serverErrors: number;
      /** Models or sources that failed while a list was made. */
      readonly scorer: number;
      /** Items kept from leaving because the caller cannot read them. */
      readonly violations: number;
      readonly receiptsLost: number;
    };
    /** What shadows that run were like since it started. */
    readonly shadows: readonly {
      /** Requests that it was asked after the champion had answered. */
      readonly asked: number;
      /** … of them those that it gave a list for. */
      readonly answered: number;
      /** Not done at the champion's deadline. */
      readonly late: number;
      /** It threw, was too busy, or gave a score that is no number. */
      readonly failed: number;
      /** No list although there were titles that might be shown. */
      readonly empty: number;
      /** It knows nothing of the history that the champion used. */
      readonly unknown: number;
      /** Not asked, because too many waited: they tell nothing of it. */
      readonly dropped: number;
      /** Lists that broke the contract of lists. */
      readonly violations: number;
      /** Mean share of the champion's list that is on its list too. */
      readonly overlap: number | null;
      /** The same, with the first places weighing most. */
      readonly rankBiasedOverlap: number | null;
      /** Mean time it takes for a list. */
      readonly latencyMs: number | null;
      /** Mean time of the champion on the same requests. */
      readonly championLatencyMs: number | null;
      readonly experiment: string;
    }[];
  };
  readonly report: {
    readonly day: string;
    readonly revision: number;
    /** Whether the books of the day are closed. */
    readonly isComplete: boolean;
    readonly headline: readonly string[];
    readonly requests: number;
    readonly availability: number | null;
    readonly latencyP99Ms: number | null;
    readonly viewers: number;
    readonly minutes: number;
    readonly recommendedMinuteShare: number | null;
  } | null;
  /** Days that have a report, the latest first. */
  readonly reportDays: readonly string[];
};
