/** Ids to ask an API about. */
export interface CatalogueQuestions {
  readonly items: readonly string[];
  readonly users: readonly string[];
}

/** What an API said of one id. */
export interface CatalogueAnswer {
  readonly kind: 'item' | 'user';
  readonly id: string;
  /** The JSON object as it came; `null` when there is no such id. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** How asking is done. */
export interface AskOptions {
  /** Takes every answer as it comes, in any order. */
  readonly take: (answer: CatalogueAnswer) => void;
  readonly stop: AbortSignal;
  /** Wait for an API that is down, up to its patience, or leave at once what it does not answer. */
  readonly whenDown: 'wait' | 'leave';
}

/** What came of asking: every id was answered or is counted here. */
export interface Asked {
  readonly unanswered: CatalogueQuestions;
  /** What went wrong last, for people; `null` when nothing did. */
  readonly problem: string | null;
}

/**
 * Port: the user and the movie API of a service, read-only, slow, rate-limited and sometimes down.
 * What it says is a fact, also that there is no such id. Never throws for what the API does.
 */
export interface CatalogueApi {
  /** Address without credentials, for messages. */
  readonly name: string;
  ask(questions: CatalogueQuestions, options: AskOptions): Promise<Asked>;
}
