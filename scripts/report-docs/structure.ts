import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFlows, type DataFlow } from './data-sets.ts';
import { count, table } from './markdown.ts';
import { importOrder, readSources, type SourceGraph } from './source-graph.ts';
import { structureSvg } from './structure-svg.ts';

/** Rooms that show everything to people; what they read is in the table, not in the flow. */
const SHOWING = new Set(['cli', 'http']);

/** The blocks of `code-structure.md`; writes the matrix beside it. */
export function structureBlocks(root: string, pages: string): Record<string, string> {
  const graph = readSources(
    join(root, 'src'),
    importOrder(join(root, 'test/unit/architecture/import-order.test.ts')),
  );
  const flows = dataFlows(graph);
  writeFileSync(join(pages, 'code-structure.svg'), structureSvg(graph, flows));
  const lines = graph.files.reduce((sum, file) => sum + file.lines, 0);
  return {
    'data-flow': mermaid(graph, flows),
    'data-sets': table(
      ['Data set', 'In the home', 'Written by', 'Read by'],
      flows.map(({ name, place, writers, readers }) => [
        name,
        `\`${place}\``,
        writers.join(', '),
        readers.join(', ') || 'nobody in `src/`',
      ]),
    ).replace(/---:/g, '---'),
    size: `${count(graph.files.length)} files in ${graph.rooms.length} folders, ${count(lines)} lines; the longest file has ${count(Math.max(...graph.files.map((file) => file.lines)))}, the median ${count(median(graph.files.map((file) => file.lines)))}.`,
  };
}

function mermaid(graph: SourceGraph, flows: readonly DataFlow[]): string {
  const edges = flows.flatMap(({ name, writers, readers }) => {
    const id = `data_${name.replaceAll(' ', '_')}`;
    return [
      `  ${id}[(${name})]`,
      ...writers.filter((room) => room !== 'cli').map((room) => `  ${room} --> ${id}`),
      ...readers
        .filter((room) => !SHOWING.has(room) && !writers.includes(room))
        .map((room) => `  ${id} -.-> ${room}`),
    ];
  });
  return ['```mermaid', 'flowchart LR', ...portEdge(graph), ...edges, '```'].join('\n');
}

/** Lines reach the ingestion through a port; drawn when both ends name it. */
function portEdge({ files }: SourceGraph): string[] {
  const names = (room: string): boolean =>
    files.some((file) => file.room === room && /\bEventSource\b/.test(file.code));
  return names('adapters') && names('ingest') ? ['  adapters -- EventSource --> ingest'] : [];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
