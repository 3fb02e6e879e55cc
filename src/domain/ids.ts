/**
 * Branded identifiers. `UserId` and `ItemId` are the outside world's strings, exactly as the
 * stream spells them; `UserIndex` and `ItemIndex` are rows of one particular model or dataset.
 * The brands exist at compile time only.
 */
declare const brand: unique symbol;

/**
 * A user as the outside names them: one or more ASCII digits in the movie scenario; with a mapping
 * 1 to 200 printable ASCII characters, see `isForeignId`.
 */
export type UserId = string & { readonly [brand]: 'UserId' };

/** An item as the outside names it: a movie id such as `amlie+2001`, or as for users. */
export type ItemId = string & { readonly [brand]: 'ItemId' };

/** Row of a user in one dataset, 0-based. */
export type UserIndex = number & { readonly [brand]: 'UserIndex' };

/** Row of an item in one dataset or model, 0-based. */
export type ItemIndex = number & { readonly [brand]: 'ItemIndex' };

/** Marks a string that has been checked (or is trusted) as a user id. */
export const userId = (value: string): UserId => value as UserId;

/** Marks a string that has been checked (or is trusted) as an item id. */
export const itemId = (value: string): ItemId => value as ItemId;
