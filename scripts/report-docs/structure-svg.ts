import type { DataFlow } from './data-sets.ts';
import type { SourceGraph } from './source-graph.ts';

const CELL = 24;
const LEFT = 178;
const TOP = 112;
const GAP = 16;

/**
 * The structure as one matrix: a row a room, in the order of imports; first a column a room with
 * the number of imports, then a column a data set with W (writes) and R (reads). Every number
 * stands below the diagonal, or the order is broken.
 */
export function structureSvg(graph: SourceGraph, flows: readonly DataFlow[]): string {
  const { rooms } = graph;
  const roomX = (column: number): number => LEFT + column * CELL;
  const flowX = (column: number): number => roomX(rooms.length) + GAP + column * CELL;
  const width = flowX(flows.length) + 60;
  const height = TOP + rooms.length * CELL + 34;
  const rows = rooms.flatMap((room, row) => [
    rowLabel(graph, room, row),
    ...rooms.map((to, column) => importCell(graph, { from: room, to, x: roomX(column), row })),
    ...flows.map((flow, column) => flowCell(flow, room, { x: flowX(column), row })),
  ]);
  const heads = [
    ...rooms.map((room, column) => columnLabel(room, roomX(column))),
    ...flows.map(({ name }, column) => columnLabel(name, flowX(column))),
  ];
  const legend = `imports of a row from a column, and data sets: W written, R read by the row`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>Folders of src: ${legend}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...heads,
    ...rows,
    `<text x="${LEFT}" y="${height - 12}" fill="#57606a">${legend}</text>`,
    '</svg>\n',
  ].join('\n');
}

const middle = (row: number): number => TOP + row * CELL + CELL / 2 + 4;

function rowLabel({ files }: SourceGraph, room: string, row: number): string {
  const own = files.filter((file) => file.room === room);
  const lines = own.reduce((sum, file) => sum + file.lines, 0);
  return [
    `<text x="${LEFT - 10}" y="${middle(row)}" text-anchor="end">${room}</text>`,
    `<text x="8" y="${middle(row)}" fill="#8b949e" font-size="10">${own.length} · ${lines}</text>`,
  ].join('');
}

const columnLabel = (text: string, x: number): string =>
  `<text transform="translate(${x + CELL / 2 + 4} ${TOP - 8}) rotate(-60)">${text}</text>`;

function cell(x: number, row: number, fill: string, text: string): string {
  const y = TOP + row * CELL;
  const box = `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${fill}" stroke="#d0d7de"/>`;
  return text === ''
    ? box
    : `${box}<text x="${x + CELL / 2}" y="${middle(row)}" text-anchor="middle" font-size="11">${text}</text>`;
}

function importCell(
  graph: SourceGraph,
  { from, to, x, row }: { from: string; to: string; x: number; row: number },
): string {
  if (from === to) return cell(x, row, '#57606a', '');
  const imports = graph.importsBetween(from, to);
  const isForbidden = graph.rooms.indexOf(to) > graph.rooms.indexOf(from);
  if (imports === 0) return cell(x, row, isForbidden ? '#f6f8fa' : '#ffffff', '');
  return cell(x, row, isForbidden ? '#ff8182' : '#ddf4ff', String(imports));
}

function flowCell(flow: DataFlow, room: string, { x, row }: { x: number; row: number }): string {
  const writes = flow.writers.includes(room);
  const reads = flow.readers.includes(room);
  const fill = writes ? '#ffd8b5' : reads ? '#dafbe1' : '#ffffff';
  return cell(x, row, fill, `${writes ? 'W' : ''}${reads ? 'R' : ''}`);
}
