import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIND_NAMES, KINDS, loadContracts, type KindName } from '../../../../src/quality/index.ts';
import { checkWorld, DAY_MS, soundWorld, type World } from '../../../support/contract-home.ts';
import { temporaryInstallation } from '../../../support/installation.ts';
import { writeKindContracts } from '../../../support/kind-contracts.ts';

/** Ledger counts that stay in balance: what goes elsewhere was not accepted. */
function movedLines(world: World, to: Partial<World['ledger']>, lines: number): void {
  const { ledger } = world;
  world.ledger = {
    ...ledger,
    ...to,
    accepted: { ...ledger.accepted, watch: ledger.accepted.watch - lines },
  };
}

/** Keeps the rows of a day that a condition on their place lets pass. */
function keepRows(world: World, day: number, keeps: (row: number) => boolean): void {
  const columns = world.events[day]!;
  for (const name of Object.keys(columns))
    columns[name] = columns[name]!.filter((_, row) => keeps(row));
}

/** Of each kind, the fault that it alone finds. 480 events in all: 4 an hour, 96 a day. */
const FAULTS: Readonly<Record<KindName, (world: World) => void>> = {
  'column-missing': (world) => delete world.events[2]!['note'],
  'column-type': (world) => {
    world.types[1]!['minute'] = 'BIGINT';
  },
  'column-new': (world) => {
    world.events[3]!['device'] = world.events[3]!['kind']!.map(() => 'tv');
    world.types[3]!['device'] = 'VARCHAR';
  },
  'null-values': (world) => {
    world.events[0]!['kind']![5] = null;
  },
  'missing-values': (world) => {
    world.events[0]!['host']![5] = 'null';
  },
  'allowed-values': (world) => {
    world.users['gender']![1] = 'X';
  },
  pattern: (world) => {
    world.events[0]!['item_id']![7] = 'sOtar+trek+2009';
  },
  range: (world) => {
    world.events[4]!['minute']![7] = 9000;
  },
  'text-length': (world) => {
    world.events[0]!['note']![0] = 'x'.repeat(21);
  },
  'list-length': (world) => {
    world.events[0]!['item_ids']![3] = ['a', 'b', 'c', 'd'];
  },
  'duplicate-values': (world) => {
    for (const values of Object.values(world.events[1]!)) values.push(values[10]);
  },
  'row-count': (world) => {
    world.movies['item_id'] = ['film+0'];
  },
  reference: (world) => {
    world.events[1]!['user_id']![9] = '77';
  },
  // Three of four lines of every hour: 72 of the usual 96 are 75 %, and no hour is empty.
  'daily-volume': (world) => keepRows(world, 4, (row) => row % 4 !== 3),
  // One hour of 24 is gone: 92 of 96 are 96 % of the usual day.
  'hourly-volume': (world) => keepRows(world, 4, (row) => Math.floor(row / 4) !== 13),
  freshness: (world) => {
    world.nowMs += DAY_MS;
  },
  'unaccounted-lines': (world) => {
    world.ledger = { ...world.ledger, read: world.ledger.read + 1 };
  },
  // 8 lines (1.7 %) for each of three reasons are 5 % together.
  'quarantined-lines': (world) =>
    movedLines(world, { quarantined: { bad_item: 8, bad_time: 8, bad_user: 8 } }, 24),
  // 12 of 480 lines are 2.5 %.
  'quarantine-reason': (world) =>
    movedLines(world, { quarantined: { bad_item: 12, bad_time: 2 } }, 14),
  'repaired-lines': (world) => movedLines(world, { repaired: 10 }, 10),
  'duplicate-lines': (world) => movedLines(world, { duplicate: 10 }, 10),
  'pending-lines': (world) => movedLines(world, { pending: 10 }, 10),
};

async function outcomes(damage: (world: World) => void) {
  const { home, tables } = await temporaryInstallation();
  const world = soundWorld();
  damage(world);
  const contracts = loadContracts(home, writeKindContracts(join(home.root, 'contracts')));
  return (await checkWorld(tables, join(home.root, 'data'), { world, contracts })).checks;
}

describe('a check compiled from a contract', () => {
  it('finds nothing in sound data, and every kind has looked', async () => {
    const checks = await outcomes(() => undefined);
    const catalogueAge = checks.filter(({ outcome }) => outcome !== 'pass');
    expect(catalogueAge).toEqual([]);
    expect([...new Set(checks.map(({ kind }) => kind))].sort()).toEqual([...KIND_NAMES].sort());
  });

  it.each(KIND_NAMES)('%s alone finds its fault', async (kind) => {
    const checks = await outcomes(FAULTS[kind]);
    const objecting = checks.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped');
    expect(objecting.map((check) => check.kind)).toEqual([kind]);
  });

  it('shows the wrong values with how often they occur, the most frequent first', async () => {
    const checks = await outcomes((world) => {
      world.events[0]!['minute']!.splice(0, 3, 9000, 7000, 9000);
    });
    expect(
      checks.find(({ kind, outcome }) => kind === 'range' && outcome !== 'pass'),
    ).toMatchObject({
      outcome: 'block',
      field: 'minute',
      count: 3,
      observed: '3 of 480 rows (0.6 %)',
      expected: 'none outside 0 to 1500',
      examples: ['9000 (2 rows)', '7000'],
    });
  });

  it('reads nothing of a column that is not as stated', async () => {
    const checks = await outcomes((world) => {
      world.types[1]!['minute'] = 'BIGINT';
      world.events[1]!['minute']![0] = 9000;
    });
    const range = checks.find(({ kind }) => kind === 'range');
    expect(range).toMatchObject({
      outcome: 'skipped',
      observed: 'the column minute is not as stated',
    });
  });

  it('gives the same for the same data, whatever the order of the files', async () => {
    const damage = (world: World): void => {
      world.events[0]!['minute']![0] = 9000;
      world.events[3]!['minute']![0] = 8000;
      world.events[2]!['user_id']![4] = '77';
    };
    const backwards = (world: World): void => {
      damage(world);
      world.events.reverse();
      world.types.reverse();
    };
    expect(await outcomes(backwards)).toEqual(await outcomes(damage));
  });

  it.each(Object.entries(KINDS))('%s says what it is, finds and advises', (_, facts) => {
    for (const text of [facts.finds, facts.advice]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(facts.title).toMatch(/^[a-z]/);
  });
});
