/**
 * Cuts one line of a CSV file into its fields: commas between them, double quotes around those
 * that hold commas or quotes, a quote inside written twice. Fields do not span lines.
 */
export function csvFields(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const { field, end } = line[at] === '"' ? quotedField(line, at) : plainField(line, at);
    fields.push(field);
    if (end >= line.length) return fields;
    at = end + 1;
  }
}

interface Field {
  readonly field: string;
  /** Index of the comma behind the field, or the line's length. */
  readonly end: number;
}

function plainField(line: string, at: number): Field {
  const comma = line.indexOf(',', at);
  const end = comma < 0 ? line.length : comma;
  return { field: line.slice(at, end), end };
}

/** What stands between the closing quote and the comma is kept, as spreadsheets do. */
function quotedField(line: string, at: number): Field {
  let text = '';
  let from = at + 1;
  for (;;) {
    const quote = line.indexOf('"', from);
    if (quote < 0) return { field: text + line.slice(from), end: line.length };
    text += line.slice(from, quote);
    if (line[quote + 1] === '"') {
      text += '"';
      from = quote + 2;
      continue;
    }
    const rest = plainField(line, quote + 1);
    return { field: text + rest.field, end: rest.end };
  }
}
