import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  loadContracts,
  QUALITY,
  qualityFacts,
  qualityJsonSchema,
  qualityPage,
} from '../../../../src/quality/index.ts';
import { checkWorld, soundWorld, type World } from '../../../support/contract-home.ts';
import { temporaryInstallation } from '../../../support/installation.ts';
import { writeKindContracts } from '../../../support/kind-contracts.ts';

const HOSTILE = '<script>alert(1)</script>"&';

/** The page of data in which one thing of every severity is wrong, one of them hostile. */
async function pageOf(damage: (world: World) => void): Promise<string> {
  const { home, tables } = await temporaryInstallation();
  const world = soundWorld();
  damage(world);
  const contracts = loadContracts(home, writeKindContracts(join(home.root, 'contracts')));
  const checked = await checkWorld(tables, join(home.root, 'data'), { world, contracts });
  const scope = { day: null, from: null, to: null, judgedDay: '2026-03-05' };
  const facts = qualityFacts(checked, { scope, contracts: contracts.hash, ledger: world.ledger });
  return qualityPage(QUALITY.parse({ ...facts, checkedAt: '2026-03-06T00:00:00.000Z' }));
}

const bad = (world: World): void => {
  world.events[0]!['minute']![0] = 9000;
  world.events[0]!['item_id']![1] = HOSTILE;
  world.events[3]!['device'] = world.events[3]!['kind']!.map(() => 'tv');
  world.types[3]!['device'] = 'VARCHAR';
  world.ledger = { ...world.ledger, read: 482, quarantined: { bad_item: 1, new_reason: 1 } };
  world.quarantined = [
    { reason: 'bad_item', lines: 1, examples: [HOSTILE] },
    { reason: 'new_reason', lines: 1, examples: [] },
  ];
};

describe('the quality page', () => {
  it('says the verdict, what stands against it, and what to do, the weightiest first', async () => {
    const page = await pageOf(bad);
    expect(page).toContain('Training is stopped.');
    const marks = [...page.matchAll(/<li class="(block|warn|note)">\s*<span class="mark/g)];
    expect(marks.map(([, severity]) => severity)).toEqual(['block', 'warn', 'note']);
    expect(page).toContain('What to do: See whether the unit or the scale changed');
    expect(page).toContain('A movie id is empty or holds a character that movie ids never have.');
    expect(page).toContain('new reason');
  });

  it('lets nothing of the data become markup', async () => {
    const page = await pageOf(bad);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;');
  });

  it('says of sound data that nothing needs attention', async () => {
    const page = await pageOf(() => undefined);
    expect(page).toContain('The data are as they should be.');
    expect(page).toContain('Nothing.');
    expect(page).not.toContain('<details open');
  });
});

describe('the published schema of quality.json', () => {
  it('is the one that the program validates with', () => {
    const path = join(import.meta.dirname, '../../../../docs/schemas/quality.schema.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(qualityJsonSchema())),
    );
  });
});
