/** Rows never get narrower than this, however small the window. */
const NARROWEST = 20;

/**
 * Breaks a sentence between words into rows of at most `width` characters. A word that is longer
 * stands in a row of its own; blanks at the beginning of the sentence indent all of its rows.
 *
 * @returns at least one row
 */
export function wrapWords(sentence: string, width: number): string[] {
  const indent = /^ */.exec(sentence)![0];
  const limit = Math.max(NARROWEST, width);
  const rows: string[] = [];
  let row = '';
  for (const word of sentence.slice(indent.length).split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row !== '' && indent.length + longer.length > limit) {
      rows.push(indent + row);
      row = word;
    } else row = longer;
  }
  return [...rows, indent + row];
}
