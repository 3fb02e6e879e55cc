import { stripTypeScriptTypes } from 'node:module';

/**
 * A TypeScript module as the JavaScript that a browser reads: types and imports of types become
 * blanks, so every other line keeps its place and every import its name.
 *
 * @throws SyntaxError where the source has what cannot be taken out, such as an enum
 */
export function scriptOf(source: string): string {
  const { emitWarning } = process;
  // Node says once, on the terminal, that this call may change. The pinned version of Node and the
  // test of the page keep it; other warnings are not touched, for nothing else runs in between.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
