// Written by scripts/web-types.ts from what the server validates by; do not change it here.

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
