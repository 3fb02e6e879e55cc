import type { ShowrunnerError } from '../../domain/errors.ts';
import type { ModelArtifact } from '../../registry/index.ts';
import type { Ask } from './question.ts';
import { ScoringThread, type ThreadOrder } from './scoring-thread.ts';

/** How threads that died are replaced. */
export interface RespawnSettings {
  /** Milliseconds before the first replacement; each further death doubles it. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** A thread that lived so long counts as the first to die again. */
  readonly forgivenMs: number;
}

/** Threads with one model in them, the tensors in memory they share. */
export class ThreadCrew {
  readonly #idle: ScoringThread[] = [];
  readonly #live = new Set<ScoringThread>();
  readonly #starting = new Set<Promise<void>>();
  readonly #respawn: RespawnSettings;
  /** What new threads are warmed with. */
  #warmWith: readonly Ask[] = [];
  #order: ThreadOrder;
  #deathsInARow = 0;
  #isClosed = false;
  /** Deaths that nobody asked for, and the reason of the last. */
  deaths = 0;
  lastDeath: ShowrunnerError | null = null;
  /** Called when a thread has become idle. */
  onIdle: () => void = () => undefined;
  /** Called when no thread is left, for the time being. */
  onNobody: (reason: ShowrunnerError) => void = () => undefined;

  private constructor(order: ThreadOrder, respawn: RespawnSettings) {
    this.#order = order;
    this.#respawn = respawn;
  }

  /**
   * The first thread reads and verifies the model, the others are given it.
   *
   * @throws what keeps the model from being read
   */
  static async start(
    artifact: ModelArtifact,
    { threads, respawn }: { readonly threads: number; readonly respawn: RespawnSettings },
  ): Promise<ThreadCrew> {
    const crew = new ThreadCrew({ artifact, model: null }, respawn);
    try {
      await crew.#add();
      const siblings = Array.from({ length: threads - 1 }, () => crew.#add());
      await Promise.allSettled(siblings);
      await Promise.all(siblings);
      return crew;
    } catch (thrown) {
      await crew.close();
      throw thrown;
    }
  }

  get size(): number {
    return this.#live.size;
  }

  get first(): Pick<ScoringThread, 'model' | 'personal'> {
    return [...this.#live][0]!;
  }

  /** An idle thread, which the caller gives back. */
  take(): ScoringThread | undefined {
    return this.#idle.pop();
  }

  /** Gives a thread back; one that has died in the meantime is forgotten. */
  giveBack(thread: ScoringThread): void {
    if (!this.#live.has(thread)) return;
    this.#idle.push(thread);
    this.onIdle();
  }

  /** Has every thread answer questions, and those started later too, before they are of use. */
  async warm(asks: readonly Ask[]): Promise<void> {
    this.#warmWith = asks;
    const warming = this.#idle
      .splice(0)
      .map((thread) => thread.ask(asks).finally(() => this.giveBack(thread)));
    await Promise.all(warming);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#live].map((thread) => thread.end()));
    this.#live.clear();
    this.#idle.length = 0;
  }

  async #add(): Promise<void> {
    const thread = await ScoringThread.start(this.#order);
    const { model } = thread;
    this.#order = { ...this.#order, model };
    if (this.#warmWith.length > 0) await thread.ask(this.#warmWith);
    const bornMs = performance.now();
    this.#live.add(thread);
    void thread.ended.then((reason) => this.#lost(thread, reason, performance.now() - bornMs));
    this.giveBack(thread);
  }

  #lost(thread: ScoringThread, reason: ShowrunnerError, livedMs: number): void {
    this.#live.delete(thread);
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#isClosed) return;
    if (livedMs > this.#respawn.forgivenMs) this.#deathsInARow = 0;
    this.#replace(reason);
    if (this.#live.size === 0) this.onNobody(reason);
  }

  #replace(reason: ShowrunnerError): void {
    this.deaths++;
    this.lastDeath = reason;
    const { firstMs, mostMs } = this.#respawn;
    const waitMs = Math.min(mostMs, firstMs * 2 ** this.#deathsInARow++);
    setTimeout(() => {
      if (this.#isClosed) return;
      const adding = this.#add().catch((thrown: ShowrunnerError) => {
        if (!this.#isClosed) this.#replace(thrown);
      });
      this.#starting.add(adding);
      void adding.finally(() => this.#starting.delete(adding));
    }, waitMs).unref();
  }
}
