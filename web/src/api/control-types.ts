// Written by scripts/web-types.ts from what the server validates by; do not change it here.

export type Session = {
  readonly role: 'read' | 'operate';
  /** Whether a token is asked for at all. */
  readonly isGuarded: boolean;
  /** Under which name changes stand in the audit trail. */
  readonly actor: string;
  /** What may be done from here, as things are. */
  readonly allowed: readonly (
    | 'promote'
    | 'rollback'
    | 'replay-quarantine'
    | 'silence-alert'
    | 'retrain'
    | 'experiment'
    | 'post-events'
  )[];
  /** Where lists are asked for, as a player does; it lets this origin ask. */
  readonly publicUrl: string;
  /** What becomes of what viewers do. */
  readonly events: {
    /** Whether POST /v1/events and what viewers do is taken. */
    readonly accepted: boolean;
    /** log: the service is simulated, and its time is that of its log's last line. */
    readonly time: 'wall-clock' | 'log';
  };
  /** Of the program. */
  readonly version: string;
};
export type Problem = {
  /** urn:showrunner:problem:NAME. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What was found and what to do, where more is known. */
  readonly detail?: string;
  /** The parameter that is not valid. */
  readonly parameter?: string;
  /** The NAME. */
  readonly error: string;
  /** The title once more, for clients of older versions. */
  readonly message: string;
};
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
export type Told = {
  /** Lines that were written. */
  readonly lines: number;
  readonly firstOffset: number;
  readonly nextOffset: number;
  /** The time that the lines bear. */
  readonly at: string;
};
export type QualityPage = {
  readonly checks: readonly {
    /** Id of the dataset. */
    readonly id: string;
    readonly asOf: string;
    readonly builtAt: string;
    readonly verdict: 'pass' | 'note' | 'warn' | 'block';
    readonly findings: readonly {
      readonly check: string;
      readonly severity: 'note' | 'warn' | 'block';
      readonly message: string;
      readonly count: number;
      readonly examples: readonly string[];
    }[];
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Contracts = {
  /** SHA-256 over what the contracts state. */
  readonly hash: string;
  /** When the outcomes were written down. */
  readonly checkedAt: string | null;
  readonly contracts: readonly {
    readonly table: string;
    readonly id: string;
    readonly version: string;
    /** Whether it is the one that comes with the program. */
    readonly isShipped: boolean;
    readonly checks: readonly {
      readonly kind: string;
      /** The column; null for the table as a whole. */
      readonly field: string | null;
      readonly severity: 'note' | 'warn' | 'block';
      readonly description: string | null;
      /** Line of the contract that states it. */
      readonly line: number;
      /** Of the latest check that was written down; null where there is none. */
      readonly outcome: ('pass' | 'note' | 'warn' | 'block' | 'skipped') | null;
      readonly observed: string | null;
      readonly expected: string | null;
    }[];
  }[];
};
export type QuarantinePage = {
  /** Of all that fit the filters. */
  readonly total: number;
  readonly reasons: readonly {
    readonly reason: string;
    readonly sentence: string;
    readonly lines: number;
  }[];
  readonly sources: readonly {
    readonly source: string;
    readonly lines: number;
  }[];
  readonly lines: readonly {
    /** As the route of one line takes it. */
    readonly id: string;
    readonly source: string;
    readonly partition: number;
    /** 0-based, within its partition. */
    readonly position: number;
    readonly reason: string;
    /** null where it is no text. */
    readonly line: string | null;
    /** The bytes of a line that is no text. */
    readonly bytesBase64: string | null;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type QuarantineLine = {
  /** As the route of one line takes it. */
  readonly id: string;
  readonly source: string;
  readonly partition: number;
  /** 0-based, within its partition. */
  readonly position: number;
  readonly reason: string;
  /** null where it is no text. */
  readonly line: string | null;
  /** The bytes of a line that is no text. */
  readonly bytesBase64: string | null;
  /** What the reason means. */
  readonly sentence: string;
  /** Why it cannot be used with today's catalogue; null: it could be, or waits. */
  readonly now: string | null;
  readonly isWaiting: boolean;
  /** Which characters are at fault; to is not included. */
  readonly stoppedAt: {
    readonly from: number;
    readonly to: number;
  } | null;
  readonly candidates: readonly {
    readonly line: string;
    readonly standing: 'known' | 'pending' | 'excluded';
  }[];
  /** Up to five lines before and after it, as they were read. */
  readonly context: readonly {
    readonly position: number;
    readonly line: string;
  }[];
};
export type Operation = {
  readonly id: string;
  readonly kind: 'promote' | 'replay-quarantine' | 'retrain';
  readonly state: 'running' | 'done' | 'failed';
  readonly actor: string;
  readonly reason: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** The latest sentences, at most 20, the oldest first. */
  readonly progress: readonly string[];
  /** null until it is done. */
  readonly result: Readonly<Record<string, unknown>> | null;
  /** Why it failed; null where it did not. */
  readonly problem: {
    readonly code: string;
    readonly message: string;
  } | null;
};
export type Catalogue = {
  /** null where there is none. */
  readonly id: string | null;
  readonly items: number;
  readonly users: number;
  /** Whether a title that it lacks does not exist. */
  readonly itemsComplete: boolean;
  readonly usersComplete: boolean;
  readonly inForceSince: string | null;
  readonly genres: readonly {
    readonly genre: string;
    readonly items: number;
  }[];
  readonly languages: readonly {
    readonly language: string;
    readonly items: number;
  }[];
};
export type ItemPage = {
  readonly total: number;
  readonly items: readonly {
    readonly itemId: string;
    readonly title: string;
    readonly genres: readonly string[];
    readonly language: string | null;
    readonly releaseYear: number | null;
    readonly runtimeMinutes: number | null;
    readonly collection: string | null;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Item = {
  readonly itemId: string;
  readonly title: string;
  readonly genres: readonly string[];
  readonly language: string | null;
  readonly releaseYear: number | null;
  readonly runtimeMinutes: number | null;
  readonly collection: string | null;
  readonly releaseDate: string | null;
  readonly productionCompanies: readonly string[];
  readonly licenceCost: number | null;
};
export type UserPage = {
  readonly total: number;
  readonly users: readonly {
    readonly userId: string;
    readonly age: number | null;
    readonly gender: ('M' | 'F') | null;
    readonly occupation: string | null;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type User = {
  readonly userId: string;
  /** Whether the catalogue has them. */
  readonly isKnown: boolean;
  readonly age: number | null;
  readonly gender: ('M' | 'F') | null;
  readonly occupation: string | null;
  /** Of the latest dataset, the latest first, at most 50. */
  readonly watches: readonly {
    readonly itemId: string;
    readonly title: string | null;
    readonly startedAt: string;
    readonly minutes: number;
    readonly completion: number | null;
  }[];
  /** Of the latest dataset, the latest first, at most 50. */
  readonly ratings: readonly {
    readonly itemId: string;
    readonly title: string | null;
    readonly at: string;
    readonly rating: number;
  }[];
};
export type DatasetPage = {
  readonly total: number;
  readonly datasets: readonly {
    readonly id: string;
    /** Nothing later was used. */
    readonly asOf: string;
    readonly builtAt: string;
    readonly firstEventAt: string | null;
    readonly lastEventAt: string | null;
    readonly lines: number;
    readonly rows: {
      readonly watches: number;
      readonly ratings: number;
      readonly exposures: number;
      readonly users: number;
      readonly items: number;
      readonly positives: number;
      readonly seen: number;
    };
    readonly catalogue: string | null;
    /** The weightiest finding. */
    readonly verdict: 'pass' | 'note' | 'warn' | 'block';
    /** Versions that were trained on it. */
    readonly models: readonly string[];
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Dataset = {
  readonly id: string;
  /** Nothing later was used. */
  readonly asOf: string;
  readonly builtAt: string;
  readonly firstEventAt: string | null;
  readonly lastEventAt: string | null;
  readonly lines: number;
  readonly rows: {
    readonly watches: number;
    readonly ratings: number;
    readonly exposures: number;
    readonly users: number;
    readonly items: number;
    readonly positives: number;
    readonly seen: number;
  };
  readonly catalogue: string | null;
  /** The weightiest finding. */
  readonly verdict: 'pass' | 'note' | 'warn' | 'block';
  /** Versions that were trained on it. */
  readonly models: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<
    Record<
      string,
      {
        readonly rows: number;
        readonly hash: string;
      }
    >
  >;
  /** Accepted events of its lines, by kind; null where it does not say. */
  readonly accepted: Readonly<
    Partial<Record<'watch' | 'rating' | 'recommendation' | 'account', number>>
  > | null;
  readonly findings: readonly {
    readonly check: string;
    readonly severity: 'note' | 'warn' | 'block';
    readonly message: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
  readonly lineage: {
    readonly segments: readonly {
      readonly id: string;
      readonly source: string;
      readonly partition: number;
      readonly from: number;
      /** Not included. */
      readonly to: number;
      readonly firstEventAt: string | null;
      readonly lastEventAt: string | null;
    }[];
    readonly settlements: readonly string[];
    /** The snapshot that told of movies and users; counts are null where it is gone. */
    readonly catalogue: {
      readonly id: string;
      readonly items: number | null;
      readonly users: number | null;
    } | null;
    readonly runs: readonly {
      readonly runId: string;
      readonly stage: string;
      readonly startedAt: string;
      readonly status: string;
    }[];
    readonly models: readonly {
      readonly version: string;
      readonly modelId: string;
      readonly createdAt: string;
    }[];
  };
};
export type DatasetDiff = {
  readonly a: string;
  readonly b: string;
  readonly differences: readonly {
    readonly what: string;
    readonly a: string;
    readonly b: string;
  }[];
  readonly rows: readonly {
    readonly table: string;
    readonly a: number;
    readonly b: number;
  }[];
  /** Segments. */
  readonly onlyInA: readonly string[];
  /** Segments. */
  readonly onlyInB: readonly string[];
};
export type Drift = {
  /** Those that have a report, the oldest first. */
  readonly days: readonly string[];
  /** What the figures rest on; null without a report. */
  readonly note: string | null;
  readonly fields: readonly {
    readonly field: string;
    readonly group: 'inputs' | 'predictions' | 'outcomes';
    readonly label: string;
    /** Of distance and threshold. */
    readonly unit: string;
    /** The oldest first. */
    readonly days: readonly {
      readonly day: string;
      readonly distance: number | null;
      readonly threshold: number | null;
      readonly pValue: number | null;
      readonly severity: ('drifted' | 'severe') | null;
    }[];
  }[];
  /** The latest first. */
  readonly drifted: readonly {
    readonly day: string;
    readonly field: string;
    readonly severity: 'drifted' | 'severe';
    readonly message: string;
  }[];
};
export type DriftField = {
  readonly field: string;
  readonly label: string;
  /** Of distance and threshold. */
  readonly unit: string;
  /** Whether the categories are numbers in order. */
  readonly ordered: boolean;
  readonly day: string;
  readonly referenceDays: readonly string[];
  readonly distance: number | null;
  readonly threshold: number | null;
  readonly pValue: number | null;
  /** null where it has not drifted. */
  readonly message: string | null;
  readonly categories: readonly {
    readonly category: string;
    /** Count of the day. */
    readonly current: number;
    readonly currentShare: number;
    /** Mean count of a day of the reference. */
    readonly reference: number;
    readonly referenceShare: number;
  }[];
  /** How much there was in each hour (UTC). */
  readonly hours: readonly {
    readonly hour: number;
    readonly current: number;
    readonly reference: number;
  }[];
};
export type RunPage = {
  /** Of all that fit the filters. */
  readonly total: number;
  readonly stages: readonly string[];
  readonly families: readonly string[];
  readonly runs: readonly {
    readonly runId: string;
    readonly stage: string;
    readonly family: string | null;
    readonly status: 'running' | 'done' | 'failed' | 'abandoned';
    readonly startedAt: string;
    readonly finishedAt: string | null;
    /** null while it runs. */
    readonly seconds: number | null;
    readonly error: string | null;
    readonly datasetId: string | null;
    /** What it was registered as. */
    readonly version: string | null;
    /** The last value of each. */
    readonly metrics: Readonly<Record<string, number>>;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type RunComparison = {
  readonly runs: readonly {
    readonly runId: string;
    readonly stage: string;
    readonly family: string | null;
    readonly status: 'running' | 'done' | 'failed' | 'abandoned';
    readonly startedAt: string;
    readonly finishedAt: string | null;
    /** null while it runs. */
    readonly seconds: number | null;
    readonly error: string | null;
    readonly datasetId: string | null;
    /** What it was registered as. */
    readonly version: string | null;
    /** The last value of each. */
    readonly metrics: Readonly<Record<string, number>>;
    /** Recipe, dataset, seed and code, as they were written down. */
    readonly parameters: unknown;
    readonly output: {
      readonly kind: string;
      readonly id: string;
    } | null;
    readonly curves: readonly {
      readonly name: string;
      readonly points: readonly {
        readonly step: number;
        readonly value: number;
      }[];
    }[];
    /** What the step took of the machine; null where it was not measured. */
    readonly cost: {
      readonly seconds: number;
      readonly cpuSeconds: number;
      readonly peakMemoryBytes: number;
      readonly readBytes: number | null;
    } | null;
    /** evaluation.json of the model that it made; null without one. */
    readonly evaluation: unknown;
  }[];
  /** Fields of the configuration that are not the same in all. */
  readonly differing: readonly {
    readonly field: string;
    readonly values: readonly unknown[];
  }[];
};
export type Run = {
  readonly runId: string;
  readonly stage: string;
  readonly family: string | null;
  readonly status: 'running' | 'done' | 'failed' | 'abandoned';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** null while it runs. */
  readonly seconds: number | null;
  readonly error: string | null;
  readonly datasetId: string | null;
  /** What it was registered as. */
  readonly version: string | null;
  /** The last value of each. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Recipe, dataset, seed and code, as they were written down. */
  readonly parameters: unknown;
  readonly output: {
    readonly kind: string;
    readonly id: string;
  } | null;
  readonly curves: readonly {
    readonly name: string;
    readonly points: readonly {
      readonly step: number;
      readonly value: number;
    }[];
  }[];
  /** What the step took of the machine; null where it was not measured. */
  readonly cost: {
    readonly seconds: number;
    readonly cpuSeconds: number;
    readonly peakMemoryBytes: number;
    readonly readBytes: number | null;
  } | null;
  /** evaluation.json of the model that it made; null without one. */
  readonly evaluation: unknown;
};
export type ModelPage = {
  readonly champion: string | null;
  readonly baseline: string | null;
  /** What a rollback would put in its place; null where there is nothing. */
  readonly previousChampion: string | null;
  readonly families: readonly string[];
  readonly total: number;
  readonly models: readonly {
    readonly version: string;
    readonly family: string;
    readonly number: number;
    readonly modelId: string;
    readonly datasetId: string;
    readonly runId: string;
    readonly createdAt: string;
    readonly aliases: readonly ('champion' | 'baseline')[];
    /** When it was judged; null where it was not. */
    readonly evaluation: {
      readonly metric: string;
      readonly users: number;
      readonly model: {
        readonly mean: number | null;
        readonly low: number | null;
        readonly high: number | null;
        readonly family: string;
      };
      readonly popularity: {
        readonly mean: number | null;
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
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Model = {
  readonly version: string;
  readonly family: string;
  readonly number: number;
  readonly modelId: string;
  readonly datasetId: string;
  readonly runId: string;
  readonly createdAt: string;
  readonly aliases: readonly ('champion' | 'baseline')[];
  /** When it was judged; null where it was not. */
  readonly evaluation: {
    readonly metric: string;
    readonly users: number;
    readonly model: {
      readonly mean: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly family: string;
    };
    readonly popularity: {
      readonly mean: number | null;
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
  readonly recipe: {
    readonly family: string;
    readonly configuration: Readonly<Record<string, unknown>>;
  };
  readonly seed: number;
  readonly asOf: string;
  readonly items: number;
  readonly sizeBytes: number | null;
  readonly trainSeconds: number | null;
  readonly code: unknown;
  readonly curve: readonly {
    readonly epoch: number;
    readonly loss: number;
  }[];
  /** The model card, Markdown; empty where it is gone. */
  readonly card: string;
  /** evaluation.json in full; null where it was not judged. */
  readonly judgement: unknown;
  /** What the gate said when it became champion or was kept from it; null unknown. */
  readonly gate: {
    readonly promote: boolean;
    readonly reasons: readonly string[];
    readonly at: string;
  } | null;
  /** What the behaviour checks found; null where nobody looked or it is forgotten. */
  readonly behaviour:
    | readonly {
        readonly name: string;
        readonly outcome: 'held' | 'broken' | 'doubtful' | 'skipped';
        readonly found: string;
      }[]
    | null;
  /** Changes of aliases that concern it, the latest first. */
  readonly history: readonly {
    readonly entry: number;
    readonly at: string;
    readonly actor: string;
    readonly action: string;
    readonly details: unknown;
  }[];
};
export type Rollback = {
  readonly from: string;
  readonly to: string;
};
export type Tunes = {
  readonly kept: readonly {
    readonly name: string;
    readonly family: string;
    readonly configuration: Readonly<Record<string, unknown>>;
  }[];
  readonly tunes: readonly {
    readonly family: string;
    readonly datasetId: string;
    readonly startedAt: string;
    readonly finishedAt: string | null;
    /** Those that differ between the trials. */
    readonly fields: readonly string[];
    /** The best first. */
    readonly trials: readonly {
      readonly configuration: Readonly<Record<string, unknown>>;
      /** The mean on the windows of each rung that it reached. */
      readonly rungs: readonly {
        readonly rung: number;
        readonly ndcg: number | null;
      }[];
      readonly runIds: readonly string[];
    }[];
  }[];
};
export type Operations = {
  readonly operations: readonly {
    readonly id: string;
    readonly kind: 'promote' | 'replay-quarantine' | 'retrain';
    readonly state: 'running' | 'done' | 'failed';
    readonly actor: string;
    readonly reason: string;
    readonly startedAt: string;
    readonly finishedAt: string | null;
    /** The latest sentences, at most 20, the oldest first. */
    readonly progress: readonly string[];
    /** null until it is done. */
    readonly result: Readonly<Record<string, unknown>> | null;
    /** Why it failed; null where it did not. */
    readonly problem: {
      readonly code: string;
      readonly message: string;
    } | null;
  }[];
};
export type AuditPage = {
  readonly entries: readonly {
    readonly entry: number;
    readonly at: string;
    readonly actor: string;
    readonly action: string;
    /** What was changed and why. */
    readonly details: unknown;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type ReportPage = {
  /** All that have a report, the latest first. */
  readonly days: readonly string[];
  readonly reports: readonly {
    readonly day: string;
    readonly revision: number;
    readonly issuedAt: string;
    /** Whether the books of the day are closed. */
    readonly isComplete: boolean;
    readonly headline: readonly string[];
    readonly requests: number;
    readonly availability: number | null;
    readonly latencyP99Ms: number | null;
    readonly personalisedShare: number | null;
    readonly viewers: number;
    readonly minutes: number;
    readonly recommendedMinuteShare: number | null;
    /** Minutes a user and day that personal lists were worth over the range before it. */
    readonly worth: {
      readonly mean: number | null;
      readonly low: number | null;
      readonly high: number | null;
    } | null;
    /** At the end of the day. */
    readonly champion: string | null;
    readonly findings: {
      readonly note: number;
      readonly warn: number;
      readonly block: number;
    };
    /** Fields that drifted. */
    readonly drifted: number;
    /** Its page on this server. */
    readonly url: string;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Report = {
  readonly format: 3;
  /** UTC event time. */
  readonly day: string;
  /** Recommendation lines of the day in the stream. */
  readonly requests: number;
  /** Lines with status 200: the list was received and understood. */
  readonly answered: number;
  /** Lines with status 400: the answer held something that is no movie. */
  readonly voided: number;
  /** Lines with status 0: no usable answer. */
  readonly unanswered: number;
  /** Lines with any other status. */
  readonly otherStatus: number;
  /** answered / requests; null without requests. */
  readonly availability: number | null;
  /** As the caller measured it, over all requests, nearest rank; null without requests. */
  readonly latencyMs: {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  };
  readonly latencyHistogram: readonly {
    readonly fromMs: number;
    readonly toMs: number | null;
    readonly requests: number;
  }[];
  /** Requests with status 0, by cause. */
  readonly unansweredBy: Readonly<Record<string, number>>;
  /** What the caller did not know as a movie, most frequent first. */
  readonly voidedIds: readonly {
    readonly id: string;
    readonly answers: number;
  }[];
  readonly hours: readonly {
    readonly hour: number;
    readonly requests: number;
    readonly answered: number;
    readonly availability: number | null;
    readonly minutes: number;
    readonly recommendedMinutes: number;
  }[];
  readonly data: {
    /** Event time up to which all partitions were read, at most closesAt. */
    readonly until: string;
    /** When the last exposure of the day has had its 24 hours. */
    readonly closesAt: string;
    /** Whether the data reach until closesAt. */
    readonly complete: boolean;
    /** Segments of the lake that hold events of the day. */
    readonly segments: number;
    /** Lines of the day that came after the first of a later day. */
    readonly lateLines: number;
    /** Lines that became usable later, in segments that hold events of the day. */
    readonly settledLines: number;
  };
  /** From our receipts, held against the stream; null throughout without receipts. */
  readonly personalised: {
    /** Answers that a receipt of tier personal or folded-in belongs to / answered. */
    readonly share: number | null;
    readonly withReceipt: number | null;
    /** Answers in the stream that have no receipt. */
    readonly withoutReceipt: number | null;
    /** Receipts of the day that no answer shows. */
    readonly receiptsNotShown: number | null;
    readonly byTier: Readonly<
      Partial<
        Record<'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant', number>
      >
    > | null;
    /** What the figures rest on. */
    readonly note: string;
  };
  /** Our own account of the time against that of the caller; null without receipts. */
  readonly latencyCompared: {
    /** Answers that a receipt belongs to. */
    readonly answers: number;
    /** From request to receipt, inside our server. */
    readonly oursMs: {
      readonly p50: number | null;
      readonly p95: number | null;
      readonly p99: number | null;
    };
    /** The same answers as the caller measured them. */
    readonly theirsMs: {
      readonly p50: number | null;
      readonly p95: number | null;
      readonly p99: number | null;
    };
    /** Of each answer, theirs minus ours. */
    readonly betweenMs: {
      readonly p50: number | null;
      readonly p95: number | null;
      readonly p99: number | null;
    };
  };
  /** What was watched on the day, with and without a recommendation in the 24 h before. */
  readonly viewing: {
    readonly viewers: number;
    /** Sittings that began on the day. */
    readonly watches: number;
    /** Minutes of film sent on the day. */
    readonly minutes: number;
    readonly recommended: {
      readonly watches: number;
      readonly minutes: number;
      readonly watchShare: number | null;
      readonly minuteShare: number | null;
      /** Mean share of the runtime reached; null when unknown. */
      readonly completion: number | null;
    };
    readonly found: {
      readonly watches: number;
      readonly minutes: number;
      readonly completion: number | null;
    };
  };
  /** What the lists of the day led to until its books close. */
  readonly attribution: {
    readonly version: number;
    readonly windowHours: number;
    readonly rules: readonly string[];
    /** Movies shown on the day, each place of each list once. */
    readonly exposures: number;
    /** Watches credited to them, whenever they began. */
    readonly watches: number;
    /** Minutes credited to them, whenever they were watched. */
    readonly minutes: number;
    readonly watchesPerExposure: number | null;
    readonly minutesPerExposure: {
      readonly mean: number;
      readonly low: number;
      readonly high: number;
    } | null;
    /** Of the credited exposures, 1 = top. */
    readonly meanPosition: number | null;
  };
  /** Everything else that is "after a list" is credit; only this is worth. */
  readonly worth: {
    /** Such as holdout@1; null where there is none. */
    readonly experiment: string | null;
    /** Share of users whose lists are not personal. */
    readonly notPersonalRate: number | null;
    /** The day itself; null without an experiment. */
    readonly day: {
      readonly fromDay: string;
      /** Included. */
      readonly toDay: string;
      readonly days: number;
      readonly personal: {
        /** Users of the arm who asked for a list at least once in the window. */
        readonly users: number;
        /** Minutes of film they watched, from lists or not. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      readonly notPersonal: {
        /** Users of the arm who asked for a list at least once in the window. */
        readonly users: number;
        /** Minutes of film they watched, from lists or not. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Personal minus not personal: what personal lists were worth. null with too few users. */
      readonly minutesPerUserDay: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** welch-cuped: what the same users watched in the days before was taken out first. */
      readonly method: ('welch' | 'welch-cuped') | null;
      /** 1 − uplift / credited minutes per user-day of the personal arm. */
      readonly anyway: {
        /** Minutes of the window that followed a list, of the personal arm. */
        readonly creditedMinutes: number;
        /** Of these, the share that would have been watched without personal lists. Below 0 or above 1 by chance alone; null with too few users or nothing credited. */
        readonly share: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Users whose arm was told, not drawn, or changed within the window. */
      readonly leftOut: number;
      /** Why a figure is missing; null where none is. */
      readonly note: string | null;
    } | null;
    /** The days up to this one on which the experiment held, 7 at most. */
    readonly range: {
      readonly fromDay: string;
      /** Included. */
      readonly toDay: string;
      readonly days: number;
      readonly personal: {
        /** Users of the arm who asked for a list at least once in the window. */
        readonly users: number;
        /** Minutes of film they watched, from lists or not. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      readonly notPersonal: {
        /** Users of the arm who asked for a list at least once in the window. */
        readonly users: number;
        /** Minutes of film they watched, from lists or not. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Personal minus not personal: what personal lists were worth. null with too few users. */
      readonly minutesPerUserDay: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** welch-cuped: what the same users watched in the days before was taken out first. */
      readonly method: ('welch' | 'welch-cuped') | null;
      /** 1 − uplift / credited minutes per user-day of the personal arm. */
      readonly anyway: {
        /** Minutes of the window that followed a list, of the personal arm. */
        readonly creditedMinutes: number;
        /** Of these, the share that would have been watched without personal lists. Below 0 or above 1 by chance alone; null with too few users or nothing credited. */
        readonly share: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Users whose arm was told, not drawn, or changed within the window. */
      readonly leftOut: number;
      /** Why a figure is missing; null where none is. */
      readonly note: string | null;
    } | null;
    readonly rules: readonly string[];
  };
  readonly segments: {
    readonly groups: readonly {
      readonly dimension:
        | 'all'
        | 'model-version'
        | 'variant'
        | 'tier'
        | 'tenure'
        | 'age-band'
        | 'gender'
        | 'popularity';
      /** Such as als/3, new, 18-24, F, head; unknown where nobody can tell. */
      readonly group: string;
      /** Users who got a list. */
      readonly users: number;
      readonly answers: number;
      readonly exposures: number;
      /** Watches credited to the exposures. */
      readonly watches: number;
      /** Minutes credited to the exposures. */
      readonly minutes: number;
      /** Credited watches per exposure. */
      readonly watchThrough: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** Credited minutes per exposure. */
      readonly minutesPerExposure: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** Credited minutes per user who got a list on the day. */
      readonly minutesPerUserDay: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** Share of the lists with at least one credited watch. */
      readonly hitRate: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      readonly completion: {
        /** Mean share of the runtime reached by credited watches. */
        readonly recommended: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
        /** The same of watches on the day that followed no list. */
        readonly found: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Stars given on the day to movies of credited watches. */
      readonly meanRating: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** Minutes of the day that followed a list / all minutes of the day, of the same users. */
      readonly listMinuteRate: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** Answers of tier personal or folded-in / answers. */
      readonly personalisedRate: number | null;
      /** Different movies shown / movies in the catalogue. */
      readonly catalogueRate: number | null;
      /** Mean over exposures of −log2 of the share of the viewers who watched the movie. */
      readonly noveltyBits: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** Hellinger distance of the genres shown and the genres watched by the same users: 0 the same, 1 nothing in common. */
      readonly genreDistance: number | null;
      /** Of exposures over movies of the catalogue (of those shown, without one): 0 even, 1 all to one. */
      readonly exposureGini: number | null;
      /** Credited watches by place in the list. */
      readonly byPosition: readonly {
        readonly position: number;
        readonly exposures: number;
        readonly watches: number;
      }[];
    }[];
    /** null counts where the lake does not reach back 7 days before the day. */
    readonly newTitles: {
      /** Most exposures first. */
      readonly titles: readonly {
        readonly itemId: string;
        readonly title: string | null;
        readonly firstShownAt: string;
        /** Up to the end of the day. */
        readonly exposures: number;
        /** null: not there yet. */
        readonly hoursTo1000: number | null;
      }[];
      /** Movies shown for the first time in the last 7 days. */
      readonly count: number | null;
      /** Of these, those with 1,000 exposures by now. */
      readonly reached: number | null;
      readonly note: string | null;
    };
    readonly rules: readonly string[];
  };
  readonly fairness: {
    /** Groups with fewer users are not compared. */
    readonly leastUsers: number;
    readonly comparisons: readonly {
      readonly by: 'age-band' | 'gender';
      readonly groups: readonly {
        readonly group: string;
        readonly users: number;
        readonly exposuresPerUser: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
        /** Credited watches per exposure. */
        readonly watchThrough: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
        /** Credited minutes per user who got a list on the day. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      }[];
      readonly gaps: readonly {
        readonly measure: 'watchThrough' | 'minutesPerUserDay' | 'exposuresPerUser';
        readonly best: string;
        readonly worst: string;
        /** Best minus worst. Groups were picked for being best and worst, so a gap is there by chance too: the interval is corrected over all pairs of groups. */
        readonly gap: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      }[];
      /** Why there is no gap to tell; null where there is. */
      readonly note: string | null;
    }[];
    /** Against the rules that the receipt names, and those in force where none does. */
    readonly minors: {
      /** Users below the adult age of the rules who got a list. */
      readonly users: number;
      /** Users whose age nobody knows who got a list. */
      readonly unknownAge: number;
      /** Movies shown to minors. */
      readonly exposures: number;
      /** Movies shown, to whomever, that were held against age limits. */
      readonly checked: number;
      /** Movies shown to somebody below the age limit for them. */
      readonly violations: number;
      readonly examples: readonly {
        readonly userId: string;
        readonly itemId: string;
        readonly age: number | null;
        readonly leastAge: number;
        readonly receiptId: string | null;
      }[];
      /** What could not be checked; null where all was. */
      readonly note: string | null;
    };
  };
  readonly shown: {
    readonly exposures: number;
    /** Different movies shown. */
    readonly items: number;
    /** null without a catalogue. */
    readonly catalogueItems: number | null;
    /** Of the movies in the catalogue, those that were shown. */
    readonly catalogueShare: number | null;
    /** items / exposures. */
    readonly itemsPerExposure: number | null;
    readonly top: readonly {
      readonly itemId: string;
      readonly title: string | null;
      readonly exposures: number;
      readonly share: number;
    }[];
  };
  readonly ratings: {
    readonly count: number;
    readonly mean: number | null;
  };
  /** Accounts opened on the day. */
  readonly accounts: number;
  /** Users with any event on the day. */
  readonly users: number;
  /** Of these, users without an earlier event in the lake. */
  readonly usersFirstSeen: number;
  readonly ledger: {
    /** Accepted events of the day. */
    readonly accepted: {
      readonly watch: number;
      readonly rating: number;
      readonly recommendation: number;
      readonly account: number;
    };
    /** Lines of the segments that overlap the day: lines without a time have no day. */
    readonly overlapping: {
      readonly read: number;
      readonly repaired: number;
      readonly duplicate: number;
      readonly quarantined: Readonly<Record<string, number>>;
      readonly pending: number;
    };
  };
  /** What changed against the days before, beyond how users and days differ anyway. */
  readonly drift: {
    readonly referenceDays: readonly string[];
    /** Which days of the week are compared. */
    readonly dayType: 'working day' | 'weekend' | 'any day';
    /** Chance that a day like those of the reference is told to have drifted, at most. */
    readonly falseAlarmRate: number;
    /** Why nothing could be compared, or what the figures rest on. */
    readonly note: string;
    readonly columns: readonly {
      readonly field:
        | 'volume'
        | 'kinds'
        | 'hours'
        | 'ages'
        | 'genres'
        | 'new-users'
        | 'catalogue-share'
        | 'titles'
        | 'taste'
        | 'scores'
        | 'tiers'
        | 'coverage'
        | 'shown-genres'
        | 'answers'
        | 'minutes'
        | 'completion'
        | 'ratings'
        | 'followed';
      readonly group: 'inputs' | 'predictions' | 'outcomes';
      readonly label: string;
      /** Of distance and threshold. */
      readonly unit: string;
      /** From an average day of the reference; null: cannot be compared. */
      readonly distance: number | null;
      /** Distance from which on the column counts as drifted. */
      readonly threshold: number | null;
      /** Corrected over all columns of the day (Holm). */
      readonly pValue: number | null;
      readonly referenceDays: number;
    }[];
    readonly drifted: readonly {
      readonly field:
        | 'volume'
        | 'kinds'
        | 'hours'
        | 'ages'
        | 'genres'
        | 'new-users'
        | 'catalogue-share'
        | 'titles'
        | 'taste'
        | 'scores'
        | 'tiers'
        | 'coverage'
        | 'shown-genres'
        | 'answers'
        | 'minutes'
        | 'completion'
        | 'ratings'
        | 'followed';
      readonly group: 'inputs' | 'predictions' | 'outcomes';
      readonly severity: 'drifted' | 'severe';
      /** What of the field changed most. */
      readonly segment: string;
      /** When the stretch of the day that departs most begins. */
      readonly firstHour: string;
      /** When it ends, at most the end of the day. */
      readonly untilHour: string;
      readonly message: string;
    }[];
    readonly cameWith: {
      /** Checks of the data that found something on the day. */
      readonly quality: readonly string[];
      /** What became champion on the day. */
      readonly release: string | null;
      /** How the catalogue differs from that of the day before. */
      readonly catalogue: string | null;
    };
    /** Severe drift of the inputs together with broken quality. */
    readonly blocksTraining: boolean;
  };
  readonly findings: readonly {
    readonly check: string;
    readonly severity: 'note' | 'warn' | 'block';
    readonly message: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
  /** What the findings ask of an operator, the most urgent first. */
  readonly toDo: readonly {
    /** Of the finding that asks for it. */
    readonly check: string;
    /** `now` where a finding blocks or most answers fail; else `today`. */
    readonly urgency: 'now' | 'today';
    /** What to do, in a sentence or two. */
    readonly action: string;
    /** What the finding says. */
    readonly because: string;
    /** Of what was found. */
    readonly examples: readonly string[];
    /** Part of report.html that shows it, its anchor. */
    readonly section: string;
    /** Page that says more, a path in the repository; null where there is none. */
    readonly runbook: string | null;
  }[];
  /** null where that day has no report. Days differ by more than their lists. */
  readonly weekBefore: {
    readonly day: string;
    readonly measures: readonly {
      readonly name: string;
      readonly unit: 'share' | 'ms' | 'minutes' | 'count' | 'points';
      /** null where nothing was there to measure. */
      readonly now: number | null;
      /** null where nothing was there to measure. */
      readonly before: number | null;
    }[];
  } | null;
  readonly versions: readonly {
    /** null: no model (constant list) or no receipt. */
    readonly modelVersion: string | null;
    /** null: answers without a receipt. */
    readonly tier:
      ('personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant') | null;
    readonly answers: number;
    readonly users: number;
    readonly exposures: number;
    readonly watches: number;
    readonly minutes: number;
    readonly minutesPerExposure: {
      readonly mean: number;
      readonly low: number;
      readonly high: number;
    } | null;
  }[];
  readonly champion: {
    readonly atStart: string | null;
    readonly changes: readonly {
      readonly at: string;
      readonly action: string;
      readonly actor: string;
      readonly from: string | null;
      readonly to: string;
    }[];
    /** Stretch of our own clock that was looked at. */
    readonly fromWallClock: string | null;
    readonly toWallClock: string | null;
  };
  /** What happened, was it right, did it help: a sentence or two each. */
  readonly headline: readonly string[];
  /** Counts up when the content changes. */
  readonly revision: number;
  /** Our own clock. */
  readonly issuedAt: string;
  /** What differs from the revision before; empty in the first. */
  readonly changes: readonly string[];
  /** Measured when the report is issued; no part of what makes a new revision. */
  readonly cost: {
    /** Steps that began while the lists of the day were made, by our clock; without receipts nobody knows when that was, and the latest run of each step stands for it. */
    readonly basis: 'while-the-lists-were-made' | 'latest-of-each';
    /** Our own clock; null for latest-of-each. */
    readonly fromWallClock: string | null;
    readonly toWallClock: string | null;
    /** Pipeline, report and other commands, in the order in which they first began. */
    readonly steps: readonly {
      /** Such as `dataset`, `train als`, `report`. */
      readonly step: string;
      /** Steps taken from the cache are not run. */
      readonly runs: number;
      /** By the clock, all runs together. */
      readonly seconds: number;
      /** All threads of the process, all runs together. */
      readonly cpuSeconds: number;
      /** Highest resident memory of the process in any run. */
      readonly peakMemoryBytes: number;
      readonly readBytes: number | null;
    }[];
    /** Processes of `up`, as the observe role saw them; empty where it was not at work. */
    readonly roles: readonly {
      readonly role: string;
      /** Between the first and the last look at its processes. */
      readonly seconds: number;
      readonly cpuSeconds: number;
      /** Highest resident memory that a look found. */
      readonly peakMemoryBytes: number;
      readonly readBytes: number | null;
      /** serve: lists that were asked for; ingest: lines committed; else null. */
      readonly done: number | null;
    }[];
    readonly per1000Answers: {
      readonly answers: number;
      readonly cpuSeconds: number;
      readonly readBytes: number | null;
    } | null;
  };
};
export type Ranges = {
  readonly ranges: readonly {
    /** 2026-W03, or FROM..TO. */
    readonly key: string;
    readonly kind: 'week' | 'range';
    readonly from: string;
    /** Included. */
    readonly to: string;
    /** Of them those that have a report. */
    readonly days: number;
    /** Whether the books of all its days are closed. */
    readonly isComplete: boolean;
    readonly revision: number;
    readonly issuedAt: string;
    /** Up, right, helped. */
    readonly headline: readonly string[];
    /** Checks that found something. */
    readonly findings: {
      readonly warn: number;
      readonly block: number;
    };
    /** Its page on this server. */
    readonly url: string;
  }[];
};
export type Range = {
  readonly format: 1;
  /** UTC event time. */
  readonly from: string;
  /** Included. */
  readonly to: string;
  /** YYYY-Www (ISO 8601), null for other ranges. */
  readonly week: string | null;
  readonly days: readonly {
    /** UTC event time. */
    readonly day: string;
    readonly revision: number;
    /** Whether the books of the day are closed. */
    readonly complete: boolean;
    /** The same weekday of the week before; null where the lake has nothing of it. */
    readonly weekBefore: {
      /** UTC event time. */
      readonly day: string;
      readonly revision: number;
    } | null;
    readonly toDo: number;
  }[];
  /** Days of the range of which the lake has no line. */
  readonly missing: readonly string[];
  readonly trends: readonly {
    readonly name: string;
    readonly title: string;
    readonly unit: 'share' | 'ms' | 'minutes' | 'count' | 'points';
    /** How days make the total; a mean is weighted by what the measure is a mean of. */
    readonly total: 'sum' | 'highest' | 'mean';
    /** Over all days of the range that have a report. */
    readonly all: number | null;
    /** Over the days that have a report a week before too: the fair comparison. */
    readonly paired: {
      readonly days: number;
      /** null where nothing was there to measure. */
      readonly now: number | null;
      /** null where nothing was there to measure. */
      readonly before: number | null;
    };
    readonly days: readonly {
      /** UTC event time. */
      readonly day: string;
      /** null where nothing was there to measure. */
      readonly now: number | null;
      /** null where nothing was there to measure. */
      readonly before: number | null;
    }[];
  }[];
  /** What personal lists were worth, from the holdout; null where nobody can say. */
  readonly worth: {
    /** Over all days of the range on which the experiment held: the surest figure. */
    readonly range: {
      readonly fromDay: string;
      /** Included. */
      readonly toDay: string;
      readonly days: number;
      readonly personal: {
        /** Users of the arm who asked for a list at least once in the window. */
        readonly users: number;
        /** Minutes of film they watched, from lists or not. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      readonly notPersonal: {
        /** Users of the arm who asked for a list at least once in the window. */
        readonly users: number;
        /** Minutes of film they watched, from lists or not. */
        readonly minutesPerUserDay: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Personal minus not personal: what personal lists were worth. null with too few users. */
      readonly minutesPerUserDay: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
      /** welch-cuped: what the same users watched in the days before was taken out first. */
      readonly method: ('welch' | 'welch-cuped') | null;
      /** 1 − uplift / credited minutes per user-day of the personal arm. */
      readonly anyway: {
        /** Minutes of the window that followed a list, of the personal arm. */
        readonly creditedMinutes: number;
        /** Of these, the share that would have been watched without personal lists. Below 0 or above 1 by chance alone; null with too few users or nothing credited. */
        readonly share: {
          readonly mean: number;
          readonly low: number;
          readonly high: number;
        } | null;
      };
      /** Users whose arm was told, not drawn, or changed within the window. */
      readonly leftOut: number;
      /** Why a figure is missing; null where none is. */
      readonly note: string | null;
    } | null;
    readonly days: readonly {
      /** UTC event time. */
      readonly day: string;
      readonly minutesPerUserDay: {
        readonly mean: number;
        readonly low: number;
        readonly high: number;
      } | null;
    }[];
  };
  /** By check, the weightiest first, then by days. */
  readonly findings: readonly {
    readonly check: string;
    readonly severity: 'note' | 'warn' | 'block';
    readonly days: readonly string[];
    /** As on the latest of the days. */
    readonly lastMessage: string;
  }[];
  readonly champions: readonly {
    /** UTC event time. */
    readonly day: string;
    readonly at: string;
    readonly action: string;
    readonly to: string;
  }[];
  /** Up, right, helped. */
  readonly headline: readonly string[];
  /** Counts up when the content changes. */
  readonly revision: number;
  /** Our own clock. */
  readonly issuedAt: string;
  /** What differs from the revision before. */
  readonly changes: readonly string[];
};
export type Alerts = {
  readonly file: string;
  readonly alerts: readonly {
    readonly rule: string;
    readonly kind: 'threshold' | 'change' | 'absence' | 'burn-rate';
    readonly severity: 'page' | 'ticket';
    readonly summary: string;
    readonly state: 'quiet' | 'pending' | 'firing' | 'resolved';
    /** When it came into this state, by our own clock. */
    readonly since: string | null;
    /** Reported days in a row on which it has held. */
    readonly days: number;
    /** Reported days in a row on which it must hold before it fires. */
    readonly forDays: number;
    readonly lastDay: string | null;
    readonly value: number | null;
    readonly found: string | null;
    /** The report that says so; null while it never held. */
    readonly report: {
      readonly day: string;
      /** The section of the page of the day. */
      readonly url: string;
    } | null;
    /** Where it says what to do. */
    readonly runbook: string;
    /** The page of GET /v1/runbooks/{runbook}; null where it lies elsewhere. */
    readonly runbookName: string | null;
    /** null while it may be told. */
    readonly silence: {
      readonly until: string;
      readonly actor: string;
      readonly reason: string;
    } | null;
  }[];
};
export type Silence = {
  readonly rule: string;
  readonly until: string;
};
export type LiftedSilence = {
  readonly rule: string;
  /** When it would have ended. */
  readonly wasUntil: string;
};
export type Runbooks = {
  readonly runbooks: readonly {
    readonly name: string;
    readonly title: string;
  }[];
};
export type Runbook = {
  readonly name: string;
  readonly title: string;
  readonly markdown: string;
};
export type Receipt = {
  readonly receiptId: string;
  readonly atMs: number;
  readonly userId: string;
  readonly tier: 'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
  readonly exposures: readonly {
    readonly itemId: string;
    readonly position: number;
    readonly score: number | null;
    readonly propensity: number;
    readonly slot?: 'deterministic' | 'kept' | 'drawn';
  }[];
  readonly modelVersion: string | null;
  readonly modelId: string | null;
  readonly datasetId: string | null;
  readonly codeVersion: string;
  readonly history: readonly string[];
  readonly removed: Readonly<Record<string, number>>;
  readonly latencyMs: number;
  readonly trace?: {
    readonly variant: string | null;
  };
  readonly chain: {
    readonly model: {
      readonly id: string;
      readonly version: string | null;
      readonly recipe: unknown;
      readonly seed: number;
      readonly asOf: string;
      readonly kernels: string;
      readonly code: unknown;
    } | null;
    readonly run: {
      readonly id: string;
      readonly stage: string | null;
      readonly startedAt: string | null;
    } | null;
    readonly dataset: {
      readonly id: string;
      readonly asOf: string;
      readonly catalogue: string | null;
      readonly lines: number;
    } | null;
    readonly segments: readonly {
      readonly id: string;
      readonly source: string;
      readonly partition: number;
      readonly from: number;
      readonly to: number;
    }[];
    readonly serving: {
      readonly sources: string;
      readonly runtime: string | null;
      readonly kernelBuild: string | null;
      readonly rules: string | null;
      readonly catalogue: string | null;
    };
    readonly broken: readonly string[];
  };
  readonly items?: readonly {
    readonly itemId: string;
    readonly title: string | null;
    readonly position: number;
    readonly score: number | null;
    readonly propensity: number;
    /** pinned, or the source that proposed it. */
    readonly source: string;
    readonly slot: string;
    /** What the score is whatever the history says. */
    readonly base: number | null;
    /** What of the history added most, most first. */
    readonly because: readonly {
      readonly itemId: string;
      readonly title: string | null;
      readonly added: number;
    }[];
  }[];
  /** Candidates that are not on the list. */
  readonly others?: readonly {
    readonly itemId: string;
    readonly title: string | null;
    readonly score: number | null;
    readonly removedBy: string | null;
  }[];
  readonly missing?: readonly string[];
  readonly replay?: {
    readonly same: boolean;
    readonly places: readonly {
      readonly position: number;
      readonly recorded: {
        readonly itemId: string;
        readonly position: number;
        readonly score: number | null;
        readonly propensity: number;
        readonly slot?: 'deterministic' | 'kept' | 'drawn';
      } | null;
      readonly replayed: {
        readonly itemId: string;
        readonly position: number;
        readonly score: number | null;
        readonly propensity: number;
        readonly slot?: 'deterministic' | 'kept' | 'drawn';
      } | null;
      readonly same: boolean;
    }[];
  } | null;
  /** Titles of the history and of the list, where the catalogue knows them. */
  readonly titles?: Readonly<Record<string, string>>;
};
export type UserReceipts = {
  readonly userId: string;
  readonly receipts: readonly {
    readonly receiptId: string;
    readonly at: string;
    readonly tier: 'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
    readonly modelVersion: string | null;
    readonly variant: string | null;
    readonly items: readonly string[];
  }[];
  /** Receipts before this were not looked at; null: all were. */
  readonly lookedBackTo: string | null;
};
export type ExperimentPage = {
  readonly experiments: readonly {
    readonly name: string;
    readonly kind: 'aa' | 'ab' | 'canary' | 'shadow';
    readonly treatment: string;
    readonly status: 'draft' | 'running' | 'ended';
    /** 0-based step of the ramp. */
    readonly step: number;
    /** Share of users in the treatment at this step; 0 unless it runs. */
    readonly share: number;
    readonly createdAt: string;
    readonly startedAt: string | null;
    readonly endedAt: string | null;
    readonly outcome: string | null;
    readonly because: string | null;
    readonly latest: {
      readonly decision: number;
      readonly step: number;
      readonly at: string;
      readonly action: 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';
      readonly because: string;
      readonly factsId: string;
      readonly estimate: {
        readonly metric: string;
        readonly users: {
          readonly control: number;
          readonly treatment: number;
        };
        readonly control: number;
        readonly treatment: number;
        readonly difference: number;
        readonly low: number;
        readonly high: number;
      } | null;
      readonly guardrails: readonly {
        readonly metric: string;
        /** Harm that is certain; below 0 while none is. */
        readonly harm: number | null;
        /** Harm as it was seen. */
        readonly seen?: number | null;
      }[];
      readonly sampleRatioP: number;
    } | null;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Experiment = {
  readonly name: string;
  readonly kind: 'aa' | 'ab' | 'canary' | 'shadow';
  readonly treatment: string;
  readonly status: 'draft' | 'running' | 'ended';
  /** 0-based step of the ramp. */
  readonly step: number;
  /** Share of users in the treatment at this step; 0 unless it runs. */
  readonly share: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly outcome: string | null;
  readonly because: string | null;
  readonly latest: {
    readonly decision: number;
    readonly step: number;
    readonly at: string;
    readonly action: 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';
    readonly because: string;
    readonly factsId: string;
    readonly estimate: {
      readonly metric: string;
      readonly users: {
        readonly control: number;
        readonly treatment: number;
      };
      readonly control: number;
      readonly treatment: number;
      readonly difference: number;
      readonly low: number;
      readonly high: number;
    } | null;
    readonly guardrails: readonly {
      readonly metric: string;
      /** Harm that is certain; below 0 while none is. */
      readonly harm: number | null;
      /** Harm as it was seen. */
      readonly seen?: number | null;
    }[];
    readonly sampleRatioP: number;
  } | null;
  readonly plan: {
    readonly name: string;
    readonly kind: 'aa' | 'ab' | 'canary' | 'shadow';
    readonly treatment: string;
    readonly assignedBy?: 'hash' | 'provider';
    readonly promotes: 'better' | 'not-worse';
    readonly metric: string;
    readonly ramp: readonly number[];
    readonly windowHours: number;
    readonly minimumUsers: number;
    readonly minimumHours: number;
    readonly maximumDays: number;
    readonly alpha: number;
    readonly power: number;
    readonly effect: number;
    readonly tolerance: number;
    readonly cautiousShare: number;
    readonly guardrails: readonly {
      readonly metric: string;
      readonly worse: 'above' | 'below';
      readonly bears: number;
    }[];
  };
  /** The latest first. */
  readonly decisions: readonly {
    readonly decision: number;
    readonly step: number;
    readonly at: string;
    readonly action: 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';
    readonly because: string;
    readonly factsId: string;
    readonly estimate: {
      readonly metric: string;
      readonly users: {
        readonly control: number;
        readonly treatment: number;
      };
      readonly control: number;
      readonly treatment: number;
      readonly difference: number;
      readonly low: number;
      readonly high: number;
    } | null;
    readonly guardrails: readonly {
      readonly metric: string;
      /** Harm that is certain; below 0 while none is. */
      readonly harm: number | null;
      /** Harm as it was seen. */
      readonly seen?: number | null;
    }[];
    readonly sampleRatioP: number;
  }[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
};
export type Power = {
  readonly users: number;
  /** null where usersPerDay is not given. */
  readonly days: number | null;
};
export type ExperimentReport = {
  readonly format: 1;
  /** The report knows the log up to here. */
  readonly at: string;
  readonly plan: {
    readonly name: string;
    readonly kind: 'aa' | 'ab' | 'canary' | 'shadow';
    readonly treatment: string;
    readonly assignedBy?: 'hash' | 'provider';
    readonly promotes: 'better' | 'not-worse';
    readonly metric: string;
    readonly ramp: readonly number[];
    readonly windowHours: number;
    readonly minimumUsers: number;
    readonly minimumHours: number;
    readonly maximumDays: number;
    readonly alpha: number;
    readonly power: number;
    readonly effect: number;
    readonly tolerance: number;
    readonly cautiousShare: number;
    readonly guardrails: readonly {
      readonly metric: string;
      readonly worse: 'above' | 'below';
      readonly bears: number;
    }[];
  };
  readonly status: 'draft' | 'running' | 'ended';
  /** In plain words. */
  readonly verdict: {
    /** by-hand: somebody ended it, no decision did. */
    readonly state: 'draft' | 'running' | 'promoted' | 'aborted' | 'stopped' | 'held' | 'by-hand';
    readonly headline: string;
    readonly sentences: readonly string[];
  };
  /** The last step that was lived in; null before the start. */
  readonly step: {
    /** Step of the ramp, from 1. */
    readonly step: number;
    readonly of: number;
    readonly share: number;
    /** The time of the log. */
    readonly startedAt: string;
    readonly hours: number;
    readonly outcomes: {
      readonly control: number;
      readonly treatment: number;
    };
  } | null;
  /** In the last step; null while an arm has too few users. */
  readonly effect: {
    readonly metric: string;
    /** Treatment minus control, in units of the metric. */
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    /** Mean of the arm; what users did before is taken out. */
    readonly control: number;
    readonly treatment: number;
    /** Users whose window has closed. */
    readonly users: {
      readonly control: number;
      readonly treatment: number;
    };
    /** The same as shares of control's mean; null where that is not above 0. */
    readonly relative: {
      /** Treatment minus control, in units of the metric. */
      readonly difference: number;
      readonly low: number;
      readonly high: number;
    } | null;
    /** The interval holds at every look at once with this chance. */
    readonly level: number;
  } | null;
  /** How the effect and its bounds went, step after step; each step begins anew. */
  readonly sequence: readonly {
    /** Step of the ramp, from 1. */
    readonly step: number;
    /** The time of the log. */
    readonly at: string;
    /** Since the experiment began. */
    readonly hours: number;
    /** Windows closed in the step, both arms. */
    readonly outcomes: number;
    /** Windows closed since the experiment began. */
    readonly cumulative: number;
    /** Treatment minus control, in units of the metric. */
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** null while too few users are in to tell. */
  readonly harms: {
    /** Of one user's deciding metric, as measured. */
    readonly deviation: number;
    /** Different users who come to a step on its first day. */
    readonly usersADay: number;
    /** Users who come at all; null: no end is in sight. */
    readonly users: number | null;
    readonly sizes: readonly {
      /** Loss of the deciding metric, in its units. */
      readonly harm: number;
      /** The same as a share of control's mean. */
      readonly relative: number | null;
      /** Share of the users in the step that finds it. */
      readonly share: number | null;
      /** From the start until it is found at the planned power; null: not in its time. */
      readonly days: number | null;
    }[];
  } | null;
  readonly guardrails: readonly {
    readonly metric: string;
    readonly worse: 'above' | 'below';
    readonly bears: number;
    /** Harm as seen, positive for worse; null: too few users. */
    readonly seen: number | null;
    /** Harm that is certain. */
    readonly least: number | null;
    /** Harm beyond this is excluded. */
    readonly most: number | null;
    /** kept: harm above what is borne is excluded; open: neither is certain. */
    readonly state: 'broken' | 'kept' | 'open' | 'not-measured';
  }[];
  readonly sampleRatio: {
    readonly enrolled: {
      readonly control: number;
      readonly treatment: number;
    };
    /** Share of the treatment. */
    readonly declared: number;
    readonly observed: number | null;
    /** Bound of the p-value; holds at every look. */
    readonly p: number;
    readonly isKept: boolean;
  } | null;
  /** The effect in the last step by groups of users. */
  readonly segments: readonly {
    readonly dimension: string;
    readonly group: string;
    readonly users: {
      readonly control: number;
      readonly treatment: number;
    };
    /** null: too few users in an arm. */
    readonly difference: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** Holds at every look; corrected for the number of groups (Holm). */
    readonly p: number | null;
    readonly state: 'better' | 'worse' | 'open' | 'too-few';
  }[];
  /** Oldest first; looks that came to the same are one. */
  readonly decisions: readonly {
    /** The time of the log. */
    readonly at: string;
    /** Step of the ramp, from 1. */
    readonly step: number;
    /** Share of the users in the treatment. */
    readonly share: number;
    readonly action: 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';
    readonly because: string;
    /** So many kept looks in a row came to the same. */
    readonly looks: number;
    /** SHA-256 of the facts that the last of them rests on. */
    readonly factsId: string;
  }[];
  /** How this is counted. */
  readonly rules: readonly string[];
};
export type Shadow = {
  readonly experiment: string;
  /** The version that is asked. */
  readonly version: string;
  /** Over all that is written down; null before the first minute. */
  readonly figures: {
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
    readonly longestMs: number | null;
    /** Mean time of the champion on the same requests. */
    readonly championLatencyMs: number | null;
    /** Our own clock. */
    readonly from: string;
    /** Our own clock. */
    readonly until: string;
  } | null;
  /** What would be decided of it now. */
  readonly verdict: {
    readonly action: 'continue' | 'pass' | 'abort';
    readonly because: string;
  };
  /** The same time in at most 48 pieces, the earliest first. */
  readonly stretches: readonly {
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
    readonly longestMs: number | null;
    /** Mean time of the champion on the same requests. */
    readonly championLatencyMs: number | null;
    /** Our own clock. */
    readonly from: string;
    /** Our own clock. */
    readonly until: string;
  }[];
};
export type ReplayedDecision = {
  readonly decision: number;
  /** 0-based step of the ramp. */
  readonly step: number;
  /** The time of the log. */
  readonly at: string;
  readonly factsId: string;
  /** Byte for byte, with all its evidence. */
  readonly isSame: boolean;
  readonly kept: {
    readonly action: 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';
    readonly because: string;
  };
  readonly again: {
    readonly action: 'continue' | 'widen' | 'promote' | 'abort' | 'stop' | 'hold';
    readonly because: string;
  };
};

export interface Routes {
  /** Who you are here and what you may do. */
  readonly 'GET /v1/session': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Session;
  };
  /** Take a token for a cookie that lasts 12 hours. */
  readonly 'POST /v1/session': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      readonly token: string;
      /** Who it is, for the audit trail. */
      readonly name?: string;
    };
    readonly answer: Session;
  };
  /** Forget the cookie. */
  readonly 'DELETE /v1/session': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: {
      readonly role: null;
    };
  };
  /** How everything stands, in one document. */
  readonly 'GET /v1/status': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Status;
  };
  /** The status as server-sent events named `status`, at once and whenever it changes, at most once a second. */
  readonly 'GET /v1/events': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: string;
  };
  /** A viewer has watched: written into the log as the service would, at the time of the log. */
  readonly 'POST /v1/users/{userId}/watches': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: Record<string, never>;
    readonly body: {
      readonly itemId: string;
      /** How many minutes were watched, from the beginning. */
      readonly minutes: number;
    };
    readonly answer: Told;
  };
  /** A viewer rates a title, 1 to 5: written into the log as the service would. */
  readonly 'POST /v1/users/{userId}/ratings': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: Record<string, never>;
    readonly body: {
      readonly itemId: string;
      readonly rating: number;
    };
    readonly answer: Told;
  };
  /** This description. */
  readonly 'GET /openapi.json': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Readonly<Record<string, unknown>>;
  };
  /** What the checks of each dataset found, the latest dataset first. */
  readonly 'GET /v1/quality': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body: undefined;
    readonly answer: QualityPage;
  };
  /** The data contracts in force, each check with how it came out last. */
  readonly 'GET /v1/contracts': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Contracts;
  };
  /** Lines that cannot be used, or wait (reason pending), counted and a page of them. */
  readonly 'GET /v1/quarantine': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly reason?: string;
      readonly source?: string;
      readonly day?: string;
    };
    readonly body: undefined;
    readonly answer: QuarantinePage;
  };
  /** One line in full: what is at fault, what repairs were considered, what stands around it. */
  readonly 'GET /v1/quarantine/{lineId}': {
    readonly path: {
      readonly lineId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: QuarantineLine;
  };
  /** Judge the lines again with today's decoder and catalogue. */
  readonly 'POST /v1/quarantine/replay': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
      /** Only where lines have this reason. */
      readonly only?: string;
    };
    readonly answer: Operation;
  };
  /** The catalogue in force. */
  readonly 'GET /v1/catalogue': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Catalogue;
  };
  /** Titles by text or id, in order of the title. */
  readonly 'GET /v1/catalogue/items': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly search?: string;
      readonly genre?: string;
      readonly ids?: readonly string[];
    };
    readonly body: undefined;
    readonly answer: ItemPage;
  };
  /** One title, with what the log has of it. */
  readonly 'GET /v1/catalogue/items/{itemId}': {
    readonly path: {
      readonly itemId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Item;
  };
  /** Users by the beginning of their id, in order of the id. */
  readonly 'GET /v1/catalogue/users': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly search?: string;
    };
    readonly body: undefined;
    readonly answer: UserPage;
  };
  /** One user: what the catalogue says, what the latest dataset has, the latest lists. */
  readonly 'GET /v1/catalogue/users/{userId}': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: User;
  };
  /** Datasets, the latest knowledge first. */
  readonly 'GET /v1/datasets': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body: undefined;
    readonly answer: DatasetPage;
  };
  /** One dataset: what it was made from and what was made from it. */
  readonly 'GET /v1/datasets/{datasetId}': {
    readonly path: {
      readonly datasetId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Dataset;
  };
  /** In what two datasets differ. */
  readonly 'GET /v1/datasets/{datasetId}/diff': {
    readonly path: {
      readonly datasetId: string;
    };
    readonly query: {
      readonly with: string;
    };
    readonly body: undefined;
    readonly answer: DatasetDiff;
  };
  /** How far each field of each day lies from the days before, from the reports. */
  readonly 'GET /v1/drift': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly days?: number;
    };
    readonly body: undefined;
    readonly answer: Drift;
  };
  /** One field of a day against an average day of its reference. */
  readonly 'GET /v1/drift/{field}': {
    readonly path: {
      readonly field: string;
    };
    readonly query: {
      readonly day?: string;
    };
    readonly body: undefined;
    readonly answer: DriftField;
  };
  /** Runs, sorted and filtered. */
  readonly 'GET /v1/runs': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly stage?: string;
      readonly family?: string;
      readonly status?: 'running' | 'done' | 'failed' | 'abandoned';
      readonly sort?: 'startedAt' | 'seconds' | 'stage' | 'family' | 'status' | 'ndcg' | 'loss';
      readonly order?: 'ascending' | 'descending';
    };
    readonly body: undefined;
    readonly answer: RunPage;
  };
  /** Several runs beside each other, each in full. */
  readonly 'GET /v1/comparison/runs': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly ids: readonly string[];
    };
    readonly body: undefined;
    readonly answer: RunComparison;
  };
  /** One run: parameters, metrics by step, cost. */
  readonly 'GET /v1/runs/{runId}': {
    readonly path: {
      readonly runId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Run;
  };
  /** Registered versions, the latest first, and who serves. */
  readonly 'GET /v1/models': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly family?: string;
    };
    readonly body: undefined;
    readonly answer: ModelPage;
  };
  /** One version: card, evaluation, gate, behaviour, and what it serves as. */
  readonly 'GET /v1/models/{family}/{number}': {
    readonly path: {
      readonly family: string;
      readonly number: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Model;
  };
  /** Make a version champion if it passes the gate; the gate may take minutes. */
  readonly 'POST /v1/models/champion': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      /** A registered version, such as als/3. */
      readonly version: string;
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
      /** The champion that is expected; null: none. Another one is refused with 409. */
      readonly ifChampion: string | null;
    };
    readonly answer: Operation;
  };
  /** Undo the latest promotion that was not undone: at once, without the gate. */
  readonly 'POST /v1/models/rollback': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
      /** The champion that is expected; null: none. Another one is refused with 409. */
      readonly ifChampion: string | null;
    };
    readonly answer: Rollback;
  };
  /** Run the pipeline now, on everything that was read: dataset, judging, training, gate. */
  readonly 'POST /v1/retraining': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
    };
    readonly answer: Operation;
  };
  /** What tuning tried, by family and dataset, and the recipes that were kept. */
  readonly 'GET /v1/tunes': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Tunes;
  };
  /** What was asked for since this server began, the latest first, at most 100. */
  readonly 'GET /v1/operations': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Operations;
  };
  /** How far one is. */
  readonly 'GET /v1/operations/{operationId}': {
    readonly path: {
      readonly operationId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Operation;
  };
  /** Who changed what, the latest first. */
  readonly 'GET /v1/audit': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly action?: string;
      readonly actor?: string;
    };
    readonly body: undefined;
    readonly answer: AuditPage;
  };
  /** Days that have a report, the latest first, with their headline figures. */
  readonly 'GET /v1/reports': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly from?: string;
      readonly to?: string;
    };
    readonly body: undefined;
    readonly answer: ReportPage;
  };
  /** The report of a day, whole. Its page is at /reports/DAY. */
  readonly 'GET /v1/reports/{day}': {
    readonly path: {
      readonly day: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Report;
  };
  /** Reports of weeks and of other ranges of days, the latest first. */
  readonly 'GET /v1/ranges': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Ranges;
  };
  /** The report of a week (2026-W03) or of a range (FROM..TO), whole. */
  readonly 'GET /v1/ranges/{key}': {
    readonly path: {
      readonly key: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Range;
  };
  /** Alert rules, where each stands, and what is silenced. */
  readonly 'GET /v1/alerts': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Alerts;
  };
  /** Tell nobody of a rule for a while; a later silence takes the place of an earlier one. */
  readonly 'POST /v1/alerts/{rule}/silences': {
    readonly path: {
      readonly rule: string;
    };
    readonly query: Record<string, never>;
    readonly body: {
      /** For how long: more than 0, at most 720. */
      readonly hours: number;
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
    };
    readonly answer: Silence;
  };
  /** Lift the silence of a rule: what it has to say is told at the next check. */
  readonly 'POST /v1/alerts/{rule}/silences/lift': {
    readonly path: {
      readonly rule: string;
    };
    readonly query: Record<string, never>;
    readonly body: {
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
    };
    readonly answer: LiftedSilence;
  };
  /** The pages that say what to do about an alert. */
  readonly 'GET /v1/runbooks': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Runbooks;
  };
  /** What an alert means, how to check, what to do. */
  readonly 'GET /v1/runbooks/{runbook}': {
    readonly path: {
      readonly runbook: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Runbook;
  };
  /** The record of a list, why each title is on it, and the chain down to the log. */
  readonly 'GET /v1/receipts/{receiptId}': {
    readonly path: {
      readonly receiptId: string;
    };
    readonly query: {
      readonly reasons?: boolean;
      readonly replay?: boolean;
    };
    readonly body: undefined;
    readonly answer: Receipt;
  };
  /** The latest lists of a user. */
  readonly 'GET /v1/users/{userId}/receipts': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: {
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: UserReceipts;
  };
  /** Experiments, the latest first. */
  readonly 'GET /v1/experiments': {
    readonly path: Record<string, never>;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly status?: 'draft' | 'running' | 'ended';
    };
    readonly body: undefined;
    readonly answer: ExperimentPage;
  };
  /** Write down the plan of an experiment: a draft that changes nothing yet. */
  readonly 'POST /v1/experiments': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      readonly plan: {
        readonly name: string;
        readonly kind: 'aa' | 'ab' | 'canary' | 'shadow';
        readonly treatment: string;
        readonly assignedBy?: 'hash' | 'provider';
        readonly promotes?: 'better' | 'not-worse';
        readonly metric?: string;
        readonly ramp?: readonly number[];
        readonly windowHours?: number;
        readonly minimumUsers?: number;
        readonly minimumHours?: number;
        readonly maximumDays?: number;
        readonly alpha?: number;
        readonly power?: number;
        readonly effect: number;
        readonly tolerance: number;
        readonly cautiousShare?: number;
        readonly guardrails?: readonly {
          readonly metric: string;
          readonly worse: 'above' | 'below';
          readonly bears: number;
        }[];
      };
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
    };
    readonly answer: Experiment;
  };
  /** One experiment with its decisions. */
  readonly 'GET /v1/experiments/{experiment}': {
    readonly path: {
      readonly experiment: string;
    };
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body: undefined;
    readonly answer: Experiment;
  };
  /** How many users it takes to see an effect with a given chance, before anything starts. */
  readonly 'POST /v1/comparison/power': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      /** Smallest difference worth seeing, in the metric. */
      readonly effect: number;
      /** Standard deviation of the metric over users. */
      readonly deviation: number;
      readonly treatmentShare?: number;
      readonly alpha?: number;
      readonly power?: number;
      /** Users who come for the first time a day. */
      readonly usersPerDay?: number;
    };
    readonly answer: Power;
  };
  /** Start a draft: from now on users fall to its arms. */
  readonly 'POST /v1/experiments/{experiment}/start': {
    readonly path: {
      readonly experiment: string;
    };
    readonly query: Record<string, never>;
    readonly body: {
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
    };
    readonly answer: Experiment;
  };
  /** End an experiment: from now on nobody gets its treatment. */
  readonly 'POST /v1/experiments/{experiment}/stop': {
    readonly path: {
      readonly experiment: string;
    };
    readonly query: Record<string, never>;
    readonly body: {
      /** Why, in a sentence of 3 to 500 characters; it is kept in the audit trail. */
      readonly reason: string;
      /** The step that is expected; another is refused. */
      readonly ifStep?: number;
    };
    readonly answer: Experiment;
  };
  /** What came of an experiment, as far as its last kept decision. Its page is at /reports/experiments/NAME. */
  readonly 'GET /v1/experiments/{experiment}/report': {
    readonly path: {
      readonly experiment: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: ExperimentReport;
  };
  /** What a shadow was like so far, and what would be decided of it now. */
  readonly 'GET /v1/experiments/{experiment}/shadow': {
    readonly path: {
      readonly experiment: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Shadow;
  };
  /** How many users and days a plan takes, and what size of harm it finds how soon, by the last days of the log. */
  readonly 'POST /v1/comparison/forecast': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      readonly plan: {
        readonly kind: 'aa' | 'ab' | 'canary' | 'shadow';
        readonly assignedBy?: 'hash' | 'provider';
        readonly promotes?: 'better' | 'not-worse';
        readonly metric?: string;
        readonly ramp?: readonly number[];
        readonly windowHours?: number;
        readonly minimumUsers?: number;
        readonly minimumHours?: number;
        readonly maximumDays?: number;
        readonly alpha?: number;
        readonly power?: number;
        readonly effect: number;
        readonly tolerance: number;
        readonly cautiousShare?: number;
        readonly guardrails?: readonly {
          readonly metric: string;
          readonly worse: 'above' | 'below';
          readonly bears: number;
        }[];
      };
    };
    readonly answer: {
      readonly forecast: {
        /** Of a user's deciding metric over a window. */
        readonly mean: number;
        /** How far users lie apart in it (standard deviation). */
        readonly deviation: number;
        /** Different users who ask for a list. */
        readonly users: number;
        /** Different users who ask on a day. */
        readonly usersADay: number;
        readonly steps: readonly {
          readonly share: number;
          /** Users that tell what the plan seeks, at its power. */
          readonly outcomes: number;
          /** Until they are in; null: there are not so many. */
          readonly days: number | null;
          /** Users by the last day of the step. */
          readonly mostOutcomes: number;
          /** Whether the smaller arm has enough users by then. */
          readonly isRead: boolean;
          /** The smallest difference that is told by then. */
          readonly smallest: number;
        }[];
        readonly harms: readonly {
          readonly harm: number;
          /** 0-based step that finds it; null: none in its time. */
          readonly step: number | null;
          readonly days: number | null;
        }[];
      } | null;
    };
  };
  /** Make a decision again from the facts it rested on; nothing is changed. */
  readonly 'POST /v1/experiments/{experiment}/decisions/{decision}/replay': {
    readonly path: {
      readonly experiment: string;
      readonly decision: number;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: ReplayedDecision;
  };
}
