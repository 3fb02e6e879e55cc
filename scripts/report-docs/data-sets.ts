import type { SourceGraph } from './source-graph.ts';

/** Something that outlives a command, and the code by which it is written and read. */
interface DataSet {
  readonly name: string;
  /** Its place in the home. */
  readonly place: string;
  readonly writes: RegExp;
  readonly reads: RegExp;
}

/** The calls that open a data set; a room that makes one of them writes or reads it. */
const DATA_SETS: readonly DataSet[] = [
  {
    name: 'event log',
    place: 'simulated/',
    writes: /'movielog\.log'/,
    reads: /\bfileSource\(/,
  },
  { name: 'truth', place: 'truth/', writes: /'(visits|faults|items)\.jsonl'/, reads: /(?!)/ },
  {
    name: 'catalogue',
    place: 'catalogue/',
    writes: /draft\('catalogue'\)/,
    reads:
      /\b(currentSnapshot|loadCatalogue|hasItem|hasUser)\(|load<\w+>\('catalogue'|\bcatalogue\.folder\b/,
  },
  {
    name: 'segments',
    place: 'lake/',
    writes: /draft\('segment'\)/,
    reads: /\b(liveSegments|sortSegments|archivedLines)\(|\beventsPath\b/,
  },
  {
    name: 'datasets',
    place: 'datasets/',
    writes: /draft\('dataset'\)/,
    reads: /\b(load|list)<\w+>\('dataset'|\b(loadPositives|loadSeen)\(/,
  },
  {
    name: 'features',
    place: 'features/',
    writes: /draft\('features'\)/,
    reads: /\b(load|list)<\w+>\('features'/,
  },
  {
    name: 'models',
    place: 'models/',
    writes: /draft\('model'\)/,
    reads: /load<\w+>\('model'|\bloadModel\(/,
  },
  {
    name: 'metadata',
    place: 'showrunner.sqlite',
    writes: /\b(insertInto|updateTable)\(/,
    reads: /\bselectFrom\(|\b(listRuns|listVersions|requireVersion|versionBehind)\(/,
  },
  {
    name: 'receipts',
    place: 'exposures/',
    writes: /\bopenExposureLog\(/,
    reads: /\b(readReceipts|findReceipt)\(|\bhome\.exposures\b/,
  },
  {
    name: 'reports',
    place: 'reports/',
    writes: /\b(saveReport|qualityPage)\(/,
    reads: /\b(loadReport|latestReport|listReports)\(/,
  },
];

/** A data set with the rooms that touch it, in the order of imports. */
export interface DataFlow {
  readonly name: string;
  readonly place: string;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

/**
 * Who writes and who reads what, as the sources have it.
 *
 * @throws Error when nobody writes a data set: the calls were renamed
 */
export function dataFlows(graph: SourceGraph): DataFlow[] {
  const rooms = (pattern: RegExp): string[] => {
    const found = new Set(
      graph.files.filter(({ code }) => pattern.test(code)).map(({ room }) => room),
    );
    return graph.rooms.filter((room) => found.has(room) && room !== 'store');
  };
  return DATA_SETS.map(({ name, place, writes, reads }) => {
    const writers = rooms(writes);
    if (writers.length === 0)
      throw new Error(`found nobody who writes ${name}, expected ${String(writes)} somewhere`);
    return { name, place, writers, readers: rooms(reads) };
  });
}
