import type { TracedSource } from '../domain/receipt.ts';
import type { ServingFailure } from './answer.ts';
import type { UsableHistory } from './gather-history.ts';
import type { ListRequest, SourceCall } from './list-request.ts';
import type { Ranking } from './rank-candidates.ts';
import { askSource, tierOf } from './stages/ask-source.ts';
import { explore, type Explored } from './stages/explore.ts';
import { ListDraft } from './stages/list-draft.ts';
import { roundsOf } from './stages/rounds.ts';
import { lastCalls, regularCalls } from './stages/source-calls.ts';
import { loadedModels } from './stages/loaded-models.ts';
import { withinTime } from './within-time.ts';

/** A source that contributed candidates, with what it was given and what it left out itself. */
export interface Contribution {
  readonly traced: TracedSource;
  readonly call: SourceCall;
  readonly fed: UsableHistory;
  readonly removed: Readonly<Record<string, number>>;
}

/** A list with where it came from. */
export interface MadeList extends Explored {
  readonly draft: ListDraft;
  readonly contributions: readonly Contribution[];
  readonly failures: readonly ServingFailure[];
}

/** A ranking that comes after its deadline. */
interface Late {
  readonly call: SourceCall;
  readonly fed: UsableHistory;
  readonly pending: Promise<Ranking>;
}

/**
 * Makes a list by stages: sources are asked for candidates, best source first, until the list is
 * full; rules choose among them; chance gives some places to others. A source that fails costs its
 * candidates, not the list.
 */
export async function makeList(request: ListRequest): Promise<MadeList> {
  const making = new Making(request);
  for (const call of request.plan ?? regularCalls(request)) await making.ask(call);
  if (request.plan === undefined) await making.askAtLast();
  return making.finished();
}

class Making {
  readonly #request: ListRequest;
  readonly #draft: ListDraft;
  readonly #contributions: Contribution[] = [];
  readonly #failures: ServingFailure[] = [];
  #late: Late[] = [];

  constructor(request: ListRequest) {
    this.#request = request;
    this.#draft = new ListDraft(request);
  }

  /** Asks a source round by round, for as long as places are free. */
  async ask(call: SourceCall): Promise<void> {
    const isNew = call.source === 'new-titles';
    if (this.#draft.isFull && !isNew) return;
    let taken = 0;
    let rounds = 0;
    for (const k of roundsOf(call, this.#request)) {
      const { ranking, failure, late, fed } = await askSource(call, k, this.#request);
      if (failure !== null) this.#failures.push(failure);
      if (late !== undefined) this.#keepLate({ call, fed, pending: late });
      if (ranking === null) return;
      this.#take({ call, fed, ranking, taken, rounds: ++rounds });
      if (this.#draft.isFull || ranking.candidates.length < k) return;
      taken = ranking.candidates.length;
    }
  }

  /** Where there is nothing yet: what came late, then what is usually not asked. */
  async askAtLast(): Promise<void> {
    await this.#waitForLate();
    for (const call of lastCalls(this.#request)) {
      if (!this.#draft.isEmpty) return;
      // Failures were told the first time.
      const told = this.#failures.length;
      await this.ask(call);
      this.#failures.length = told;
      await this.#waitForLate();
    }
  }

  finished(): MadeList {
    return {
      ...explore(this.#draft, this.#request),
      draft: this.#draft,
      contributions: this.#contributions,
      failures: this.#failures,
    };
  }

  #keepLate(late: Late): void {
    late.pending.catch(() => undefined);
    this.#late.push(late);
  }

  async #waitForLate(): Promise<void> {
    const { startedMs, lastResortMs, monotonic } = this.#request;
    const late = this.#late;
    this.#late = [];
    for (const { call, fed, pending } of late) {
      if (!this.#draft.isEmpty) return;
      const leftMs = startedMs + lastResortMs - monotonic.nowMs();
      const outcome = await withinTime(pending, leftMs).catch(() => null);
      if (outcome === null || outcome.late) continue;
      this.#take({ call, fed, ranking: outcome.value, taken: 0, rounds: 1 });
    }
  }

  #take(of: {
    readonly call: SourceCall;
    readonly fed: UsableHistory;
    readonly ranking: Ranking;
    /** How many candidates of the ranking earlier rounds took. */
    readonly taken: number;
    readonly rounds: number;
  }): void {
    const { call, fed, ranking, taken, rounds } = of;
    const traced: TracedSource = {
      source: call.source,
      tier: tierOf(call, fed.history, ranking),
      model: modelIndexOf(call, this.#request),
      fed: call.fed,
      again: call.again,
      rounds,
      gave: ranking.candidates.length,
    };
    if (rounds > 1) this.#contributions.pop();
    this.#contributions.push({ traced, call, fed, removed: ranking.removed });
    this.#draft.take({
      source: this.#contributions.length - 1,
      candidates: ranking.candidates.slice(taken),
      again: call.again,
      leads: call.source === 'new-titles',
    });
  }
}

function modelIndexOf({ model }: SourceCall, request: ListRequest): number | null {
  if (model === null) return null;
  return loadedModels(request).findIndex((loaded) => loaded.model.served === model.served);
}
