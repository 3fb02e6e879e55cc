import type { User } from '../../domain/catalogue-records.ts';
import type { Receipt, ReceiptTrace } from '../../domain/receipt.ts';
import type { LikedItems } from '../user-sources.ts';

/** The history that a receipt says was used. */
export const recordedHistory = (
  { history }: Pick<Receipt, 'history'>,
  { historyTimesMs, completions, ratings }: ReceiptTrace,
): LikedItems => ({
  itemIds: history,
  timesMs: numbersOf(historyTimesMs),
  ...(completions === undefined ? {} : { completions: numbersOf(completions) }),
  ...(ratings === undefined ? {} : { ratings: numbersOf(ratings) }),
});

/** What a receipt says the catalogue said of the user. */
export const recordedUser = (
  { userId }: Pick<Receipt, 'userId'>,
  { user }: ReceiptTrace,
): User | null => (user === null ? null : { userId, ...user, occupation: null });

const numbersOf = (values: readonly (number | null)[]): number[] =>
  values.map((value) => value ?? Number.NaN);
