import {
  eventsPath,
  LEAF_LINES,
  liveAmong,
  newestSettlements,
  settledEventsPath,
  type Segment,
  type SegmentContent,
} from '../../ingest/index.ts';
import type { ArtifactStore, Tables } from '../../store/index.ts';
import type { HistoryTables } from './history-events.ts';
import { eventLoader } from './load-events.ts';
import type { Place, Positions } from './positions.ts';

/** Keeps histories as far as the lake is. */
export interface LakeFollower {
  /**
   * Brings what the lake has and the histories do not: of each partition the events behind its
   * position, events of lines that were set aside when they came, and what was settled since.
   *
   * @throws as `ArtifactStore.load` and `Tables.numbers`; what was brought by then stays
   */
  catchUp(): Promise<void>;
  /** What the segments of a source say of it, as far as they were read; `undefined` without any. */
  knownOf(source: string): { readonly identity: string | undefined } | undefined;
  /** Lines of a leaf of the lake. */
  readonly leafLines: number;
  /** Largest user id that the segments of a partition have shown to be real. */
  userIdBound(place: Place): number;
}

/** Segments that are read in one statement. */
const GROUP = 2;
/** Statements under way at once: one is read by the engine while another's rows are folded. */
const AT_ONCE = 2;

/** @param positions read and moved on */
export function lakeFollower(
  { artifacts, tables: engine }: { readonly artifacts: ArtifactStore; readonly tables: Tables },
  { tables, positions }: { readonly tables: HistoryTables; readonly positions: Positions },
): LakeFollower {
  const known = new Map<string, Segment>();
  const settled = new Set<string>();
  const { load } = eventLoader(engine, tables);
  let live: readonly Segment[] = [];
  let damage: unknown = null;

  /** Looks which segments there are now. @returns whether something changed */
  const look = async (): Promise<boolean> => {
    const ids = new Set(await artifacts.ids('segment'));
    const before = known.size;
    let isChanged = false;
    for (const id of known.keys()) if (!ids.has(id)) isChanged = known.delete(id);
    for (const id of ids) if (!known.has(id)) await note(id);
    isChanged ||= known.size !== before;
    if (isChanged) live = liveAmong([...known.values()]);
    return isChanged;
  };

  /** A damaged segment does not keep the others out; it is told of at the end. */
  const note = async (id: string): Promise<void> => {
    try {
      known.set(id, await artifacts.load<SegmentContent>('segment', id));
    } catch (thrown) {
      // Ingest may have replaced it meanwhile.
      if ((await artifacts.ids('segment')).includes(id)) damage ??= thrown;
    }
  };

  /** Reads what lies behind the positions of its partitions. */
  const bringNew = async (): Promise<void> => {
    const wanting = live.filter(({ manifest: { content } }) => content.to > nextOf(content));
    const under: Promise<void>[] = [];
    for (let from = 0; from < wanting.length; from += GROUP) {
      const group = wanting.slice(from, from + GROUP);
      under.push(bringGroup(group));
      if (under.length < AT_ONCE) continue;
      await under.shift();
    }
    await Promise.all(under);
    // Only now: what a damaged segment lacks is not passed over before all others are in.
    for (const { manifest } of wanting) positions.advance(manifest.content, manifest.content.to);
  };

  /** Reads segments together; where that fails, one by one, so that a damaged one is alone. */
  const bringGroup = async (group: readonly Segment[]): Promise<void> => {
    try {
      await bring(group);
    } catch (thrown) {
      if (group.length === 1) damage ??= thrown;
      else for (const segment of group) await bringGroup([segment]);
    }
  };

  const bring = async (group: readonly Segment[]): Promise<void> => {
    const isWhole = ({ manifest: { content } }: Segment): boolean =>
      content.from >= nextOf(content);
    await load({ paths: await pathsOf(group.filter(isWhole)), where: 'true' });
    for (const segment of group.filter((each) => !isWhole(each))) {
      const where = `position >= ${nextOf(segment.manifest.content)}`;
      await load({ paths: await pathsOf([segment]), where });
    }
  };

  const nextOf = (place: Place): number => positions.next(place) ?? 0;

  /** Where the events of segments lie now: one that was compacted since has other files. */
  const pathsOf = async (segments: readonly Segment[]): Promise<string[]> => {
    const paths: string[] = [];
    for (const { id } of segments)
      paths.push(eventsPath(await artifacts.load<SegmentContent>('segment', id)));
    return paths;
  };

  /** Reads again what was set aside when it came: ingest may have known more of it. */
  const bringAside = async (): Promise<void> => {
    for (const segment of live) {
      const { content } = segment.manifest;
      const offsets = positions.asideBefore(content, content.to);
      if (offsets.length === 0) continue;
      const where = `position IN (${offsets.join(', ')})`;
      await load({ paths: await pathsOf([segment]), where });
      positions.settleAside(content, content.to);
    }
  };

  const bringSettled = async (): Promise<void> => {
    const ids = await artifacts.ids('settlement');
    if (ids.every((id) => settled.has(id))) return;
    const fresh = [...(await newestSettlements(artifacts)).values()].filter(
      ({ id, manifest }) => !settled.has(id) && manifest.content.settled > 0,
    );
    await load({ paths: fresh.map(settledEventsPath), where: 'true' });
    for (const id of ids) settled.add(id);
  };

  return {
    catchUp: async () => {
      damage = null;
      if (await look()) {
        await bringNew();
        await bringAside();
      }
      await bringSettled();
      if (damage !== null) throw damage;
    },
    knownOf: (source) => {
      const last = live.findLast(({ manifest }) => manifest.content.source === source);
      return last === undefined ? undefined : { identity: last.manifest.content.identity };
    },
    get leafLines() {
      return live.at(-1)?.manifest.content.leafLines ?? LEAF_LINES;
    },
    userIdBound: ({ source, partition }) =>
      live.reduce((bound, { manifest: { content } }) => {
        const isOf = content.source === source && content.partition === partition;
        return isOf ? Math.max(bound, content.userIdBound ?? 0) : bound;
      }, 0),
  };
}
