/** What a key meant: a part of the app, the list of keys, or nothing. */
export type Meant = { readonly go: string } | 'help' | null;

/** Between `g` and the letter. */
const PATIENCE_MS = 1_500;

/**
 * Follows what is typed.
 *
 * @param parts the letters that lead somewhere after `g`
 * @returns notes a key and the time it was pressed, and says what that meant
 */
export function shortcutKeys(parts: readonly string[]): (key: string, atMs: number) => Meant {
  let beganMs: number | null = null;
  return (key, atMs) => {
    const isSecond = beganMs !== null && atMs - beganMs <= PATIENCE_MS;
    beganMs = null;
    if (isSecond && parts.includes(key)) return { go: key };
    if (key === 'g') beganMs = atMs;
    return key === '?' ? 'help' : null;
  };
}
