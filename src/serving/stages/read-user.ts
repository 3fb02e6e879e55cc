import type { User } from '../../domain/catalogue-records.ts';
import { messageOf } from '../../domain/errors.ts';
import type { ItemId, UserId } from '../../domain/ids.ts';
import type { ServingFailure } from '../answer.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { seenWithin } from '../rules/seen.ts';
import type { UserFactsSource } from '../user-facts.ts';
import type { HistorySource, LikedItems } from '../user-sources.ts';

/** What is known of a user when a list is made. */
export interface KnownUser {
  readonly user: User | null;
  readonly liked: LikedItems;
  readonly seen: ReadonlySet<ItemId>;
  readonly failures: readonly ServingFailure[];
}

/** Where users are looked up. */
export interface UserSources {
  readonly history: HistorySource;
  readonly userFacts?: UserFactsSource | undefined;
}

const NOBODY = { user: null, liked: { itemIds: [], timesMs: [] }, seen: new Set<ItemId>() };

/** A user who cannot be looked up is a stranger: they get what a stranger gets. */
export function readUser(
  { history, userFacts }: UserSources,
  userId: UserId,
  { rules, asOfMs }: { readonly rules: RuleSet; readonly asOfMs: number },
): KnownUser {
  try {
    const contacts = history.contactsOf?.(userId) ?? {
      itemIds: [...history.seenBy(userId)],
      latestMs: [],
    };
    return {
      user: userFacts?.factsOf(userId) ?? null,
      liked: history.historyOf(userId),
      seen: seenWithin(rules, contacts, asOfMs),
      failures: [],
    };
  } catch (thrown) {
    const failure = { role: 'history', reason: 'threw', message: messageOf(thrown) } as const;
    return { ...NOBODY, failures: [failure] };
  }
}
