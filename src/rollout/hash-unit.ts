import { createHash } from 'node:crypto';

const TWO_52 = 2 ** 52;

/**
 * A number in [0, 1) that a salt gives to a user, the same wherever it is computed: the first 13
 * hexadecimal digits (52 bits) of SHA-256 over `salt`, a line feed and the user's id, in UTF-8, over
 * 2⁵². Of different salts the numbers of one user are independent.
 *
 * Cost: about a microsecond.
 */
export const hashUnit = (salt: string, userId: string): number =>
  Number.parseInt(
    createHash('sha256').update(`${salt}\n${userId}`).digest('hex').slice(0, 13),
    16,
  ) / TWO_52;
