import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Answered } from './service.ts';

/** A list that the proof asked for itself. */
export interface OwnList {
  /** Best first; none where no list came. */
  readonly itemIds: readonly string[];
  /** The model that made it; `null` where none did. */
  readonly version: string | null;
}

/** Asks for lists beside the service's viewers. */
export interface OwnLists {
  of(user: number): Promise<OwnList>;
  /**
   * Lists of several users. Where a machine is too busy, serving answers from popularity when a
   * list is due; that says nothing of what a night was worth, so those are asked for again.
   */
  ofAll(users: readonly number[]): Promise<readonly OwnList[]>;
}

/**
 * One less than the service shows: a receipt of such a list belongs to no line of the log, whatever
 * the viewer is shown later, so that nobody takes them for a viewer's.
 */
const LENGTH = 19;
/** How versions begin whose lists are not personal. */
export const POPULARITY = 'popularity/';
const ROUNDS = 5;
const PAUSE_MS = 200;

const ANSWER = z.object({
  modelVersion: z.string().nullable(),
  items: z.array(z.object({ itemId: z.string() })),
});

/** @param knows whether the service knows a movie */
export function ownLists({
  port,
  answered,
  knows,
}: {
  readonly port: number;
  readonly answered: Answered;
  readonly knows: (id: string) => boolean;
}): OwnLists {
  const of = async (user: number): Promise<OwnList> => {
    answered.asked++;
    const answer = await answerOf(
      `http://127.0.0.1:${port}/v1/users/${user}/recommendations?count=${LENGTH}`,
    );
    if (answer === null) {
      answered.missing++;
      return NO_LIST;
    }
    const itemIds = answer.items.map(({ itemId }) => itemId);
    if (!itemIds.every(knows)) answered.invalid++;
    else if (itemIds.length !== LENGTH || new Set(itemIds).size !== LENGTH) answered.misshapen++;
    return { itemIds: itemIds.filter(knows), version: answer.modelVersion };
  };
  return {
    of,
    ofAll: async (users) => {
      const lists: OwnList[] = [];
      for (const user of users) lists.push(await of(user));
      for (let round = 0; round < ROUNDS; round++) {
        const late = lists.flatMap(({ version }, at) =>
          version?.startsWith(POPULARITY) === false ? [] : [at],
        );
        if (late.length === 0) break;
        await sleep(PAUSE_MS);
        for (const at of late) lists[at] = await of(users[at]!);
      }
      return lists;
    },
  };
}

const NO_LIST: OwnList = { itemIds: [], version: null };

/** `null` while nobody is there who answers. */
async function answerOf(url: string): Promise<z.output<typeof ANSWER> | null> {
  try {
    const response = await fetch(url);
    return response.ok ? ANSWER.parse(await response.json()) : null;
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}
