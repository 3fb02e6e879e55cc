import type { ListRequest } from '../list-request.ts';
import type { MadeList } from '../make-list.ts';

/** A list that the champion was asked for, as it was made. */
export interface ChampionList {
  readonly request: ListRequest;
  readonly list: MadeList;
  /** From the beginning of the request until the list was there. */
  readonly latencyMs: number;
}

/** Port: models that are asked what the champion was asked, and whose lists nobody sees. */
export interface ShadowSource {
  /** Says that a list is being made, to which shadows yield. @returns says that it is no longer */
  enter(): () => void;
  /** @returns what asks them, to be called once the answer has left; `null` where there are none */
  afterwards(asked: ChampionList): (() => void) | null;
}
