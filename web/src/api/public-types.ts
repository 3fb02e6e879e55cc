// Written by scripts/web-types.ts from what the server validates by; do not change it here.

export interface Routes {
  /** A list for one user: item ids, best first, separated by commas, on one line. */
  readonly 'GET /recommend/{userId}': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: string;
  };
  /** A list for one user with titles, scores and reasons, narrowed where asked to. */
  readonly 'GET /v1/users/{userId}/recommendations': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: {
      readonly count?: number;
      readonly explain?: boolean;
      readonly exclude?: readonly string[];
      readonly genre?: readonly string[];
      readonly language?: readonly string[];
      readonly yearFrom?: number;
      readonly yearTo?: number;
    };
    readonly body: undefined;
    readonly answer: {
      /** A user id: one or more digits. */
      readonly userId: string;
      readonly receiptId: string;
      readonly tier: 'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
      readonly modelVersion: string | null;
      readonly items: readonly {
        /** An item id: 1 to 500 characters. */
        readonly itemId: string;
        readonly position: number;
        readonly title: string | null;
        readonly score: number | null;
        readonly reason: {
          readonly kind:
            'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
          readonly because?: readonly {
            /** An item id: 1 to 500 characters. */
            readonly itemId: string;
            readonly title: string | null;
          }[];
        };
      }[];
    };
  };
  /** Lists for up to 1000 users, in their order, each with a receipt. */
  readonly 'POST /v1/recommendations': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: {
      /** 1 to 1000 user ids: strings of one or more digits. */
      readonly userIds: readonly string[];
      /** How many items: 1 to 20; 20 where absent. */
      readonly count?: number;
      /** true or false: whether reasons name the items of the history that led there. */
      readonly explain?: boolean;
      /** Up to 1000 item ids that must not come. */
      readonly exclude?: readonly string[];
      readonly filters?: {
        /** Up to 20 genres; an item must have one of them. */
        readonly genres?: readonly string[];
        /** Up to 20 languages by ISO 639-1; an item must be in one of them. */
        readonly languages?: readonly string[];
        /** The first year of release that is wanted: 1800 to 2200. */
        readonly yearFrom?: number;
        /** The last year of release that is wanted: 1800 to 2200. */
        readonly yearTo?: number;
      };
    };
    readonly answer: {
      readonly answers: readonly {
        /** A user id: one or more digits. */
        readonly userId: string;
        readonly receiptId: string;
        readonly tier: 'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
        readonly modelVersion: string | null;
        readonly items: readonly {
          /** An item id: 1 to 500 characters. */
          readonly itemId: string;
          readonly position: number;
          readonly title: string | null;
          readonly score: number | null;
          readonly reason: {
            readonly kind:
              'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
            readonly because?: readonly {
              /** An item id: 1 to 500 characters. */
              readonly itemId: string;
              readonly title: string | null;
            }[];
          };
        }[];
      }[];
    };
  };
  /** Rows of items like what the user liked last; no item stands in two rows. */
  readonly 'GET /v1/users/{userId}/because-you-watched': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: {
      readonly rows?: number;
      readonly count?: number;
    };
    readonly body: undefined;
    readonly answer: {
      /** A user id: one or more digits. */
      readonly userId: string;
      readonly rows: readonly {
        readonly because: {
          /** An item id: 1 to 500 characters. */
          readonly itemId: string;
          readonly title: string | null;
        };
        readonly receiptId: string;
        readonly tier: 'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
        readonly modelVersion: string | null;
        readonly items: readonly {
          /** An item id: 1 to 500 characters. */
          readonly itemId: string;
          readonly position: number;
          readonly title: string | null;
          readonly score: number | null;
          readonly reason: {
            readonly kind:
              'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
            readonly because?: readonly {
              /** An item id: 1 to 500 characters. */
              readonly itemId: string;
              readonly title: string | null;
            }[];
          };
        }[];
      }[];
    };
  };
  /** What the user began and did not finish, the latest first. */
  readonly 'GET /v1/users/{userId}/continue-watching': {
    readonly path: {
      readonly userId: string;
    };
    readonly query: {
      readonly count?: number;
    };
    readonly body: undefined;
    readonly answer: {
      /** A user id: one or more digits. */
      readonly userId: string;
      readonly items: readonly {
        /** An item id: 1 to 500 characters. */
        readonly itemId: string;
        readonly title: string | null;
        readonly completion: number;
        readonly latestAt: string | null;
      }[];
    };
  };
  /** What the catalogue says of an item. */
  readonly 'GET /v1/items/{itemId}': {
    readonly path: {
      readonly itemId: string;
    };
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: {
      /** An item id: 1 to 500 characters. */
      readonly itemId: string;
      readonly title: string;
      readonly genres: readonly string[];
      readonly language: string | null;
      readonly releaseYear: number | null;
      readonly runtimeMinutes: number | null;
      readonly collection: string | null;
    };
  };
  /** Items that the model likes best for somebody who liked just this one. */
  readonly 'GET /v1/items/{itemId}/similar': {
    readonly path: {
      readonly itemId: string;
    };
    readonly query: {
      readonly count?: number;
    };
    readonly body: undefined;
    readonly answer: {
      /** An item id: 1 to 500 characters. */
      readonly itemId: string;
      readonly title: string | null;
      readonly receiptId: string;
      readonly tier: 'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
      readonly modelVersion: string | null;
      readonly items: readonly {
        /** An item id: 1 to 500 characters. */
        readonly itemId: string;
        readonly position: number;
        readonly title: string | null;
        readonly score: number | null;
        readonly reason: {
          readonly kind:
            'personal' | 'folded-in' | 'segment-popularity' | 'popularity' | 'constant';
          readonly because?: readonly {
            /** An item id: 1 to 500 characters. */
            readonly itemId: string;
            readonly title: string | null;
          }[];
        };
      }[];
    };
  };
  /** Whether the process runs. */
  readonly 'GET /healthz': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: string;
  };
  /** Whether a model is loaded, and what is wrong. */
  readonly 'GET /readyz': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: {
      readonly status: 'ready';
      readonly reasons: readonly string[];
      readonly troubles: readonly string[];
    };
  };
  /** Counters and histograms in the Prometheus text format. */
  readonly 'GET /metrics': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: string;
  };
  /** This description. */
  readonly 'GET /openapi.json': {
    readonly path: Record<string, never>;
    readonly query: Record<string, never>;
    readonly body: undefined;
    readonly answer: Readonly<Record<string, unknown>>;
  };
}
