import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/compose.ts';
import type { Evaluation } from '../../src/evaluation/index.ts';
import { listRuns } from '../../src/registry/index.ts';
import { openHome } from '../../src/store/index.ts';
import { fillInstallation, QUICK, SMALL_WORLD } from '../support/filled-installation.ts';
import { temporaryFolderForAll } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

let home: string;
beforeAll(async () => {
  home = join(temporaryFolderForAll(), 'home');
  const installation = await openInstallation(openHome(home));
  await fillInstallation(installation, SMALL_WORLD, temporaryFolderForAll());
  await installation.close();
});

const countTuneRuns = async (): Promise<number> => {
  const installation = await openInstallation(openHome(home));
  const runs = await listRuns(installation.metadata);
  await installation.close();
  return runs.filter(({ stage }) => stage === 'tune').length;
};

interface TunedDocument {
  readonly recipe: { readonly configuration: Record<string, unknown> };
  readonly trials: readonly { readonly rung: number; readonly ndcg: number }[];
}

describe('showrunner tune', () => {
  const tune = ['tune', '--model', 'item-knn', '--trials', '4', '--name', 'knn-tuned', '--json'];

  it('judges by halving, keeps the best under a name, and goes on where it stood', async () => {
    const first = await say(...tune, '--home', home);
    expect(first.code, first.err).toBe(0);
    const { recipe, trials } = documentOf<TunedDocument>(first);
    // 4 at the first rung, 2 at the second, 1 at the third: seven runs.
    expect(trials.map(({ rung }) => rung)).toEqual([2, 1, 0, 0]);
    expect(await countTuneRuns()).toBe(7);
    const page = join(home, 'tune.html');
    const again = await say(...tune, '--html', page, '--home', home);
    expect(documentOf(again)).toEqual(documentOf(first));
    expect(await countTuneRuns()).toBe(7);
    const text = readFileSync(page, 'utf8');
    expect(text.match(/<tr>/g)).toHaveLength(5);
    expect(text).toContain('aria-label="NDCG by shrinkage"');
    expect(text).not.toMatch(/NaN|undefined|https?:|<script/);
    const kept = JSON.parse(readFileSync(join(home, 'tuned', 'knn-tuned.json'), 'utf8'));
    expect(kept).toEqual(recipe);
  });

  it('applies the best by name, and what is set by hand above it', async () => {
    await say(...tune, '--home', home);
    const set = ['--set', 'neighbours=7'];
    const given = ['--model', 'item-knn', '--tuned', 'knn-tuned', ...set];
    const trained = await say('train', ...given, '--home', home, '--json');
    expect(trained.code).toBe(0);
    const { modelId } = documentOf<{ modelId: string }>(trained);
    const installation = await openInstallation(openHome(home));
    const model = await installation.artifacts.load('model', modelId);
    await installation.close();
    const { configuration } = (
      model.manifest.content as unknown as { recipe: TunedDocument['recipe'] }
    ).recipe;
    const kept = JSON.parse(readFileSync(join(home, 'tuned', 'knn-tuned.json'), 'utf8'));
    expect(configuration).toEqual({ ...kept.configuration, neighbours: 7 });
  });

  it.each([
    [['train', '--model', 'als', '--tuned', 'knn-tuned'], 2, /a configuration of item-knn/],
    [['train', '--model', 'als', '--tuned', 'knn-tunde'], 2, /Did you mean 'knn-tuned'/],
    [['tune', '--model', 'als', '--trials', '1'], 2, /a whole number from 2/],
    [['tune', '--model', 'als', '--name', '../x'], 2, /small letters/],
  ])('answers %j with exit code %d and what to do', async (args, code, message) => {
    const said = await say(...args, '--home', home);
    expect(said.code).toBe(code);
    expect(said.err).toMatch(message);
  });
});

describe('showrunner behave', () => {
  it('checks a registered model, and writes a JUnit report', async () => {
    const set = QUICK.slice(1).flatMap((pair) => ['--set', pair.slice('als.'.length)]);
    await say('train', '--model', 'als', ...set, '--home', home);
    const junit = join(home, 'behave.xml');
    const said = await say('behave', 'als/1', '--junit', junit, '--home', home, '--json');
    expect([said.code, said.err]).toEqual([0, '']);
    const { holds, checks } = documentOf<{ holds: boolean; checks: { outcome: string }[] }>(said);
    expect(holds).toBe(true);
    // The log has no catalogue, so no genre is known, and there are no rules; all else is checked.
    expect(checks.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'held'),
      'skipped',
      'skipped',
    ]);
    expect(readFileSync(junit, 'utf8')).toContain('tests="7" failures="0" skipped="2"');
  });
});

describe('showrunner evaluate by one protocol', () => {
  it.each([
    ['held-out', []],
    ['live', ['--windows', '5']],
    ['cold3', []],
  ])('judges %s %j beside popularity, and says whom it could not judge', async (name, more) => {
    await say('train', '--model', 'item-knn', '--home', home);
    const given = ['evaluate', 'item-knn/1', '--protocol', name, ...more, '--home', home];
    const said = await say(...given, '--json');
    expect(said.code, said.err).toBe(0);
    const { model, popularity } = documentOf<Record<'model' | 'popularity', Evaluation>>(said);
    expect(model.parameters.protocol).toBe(name);
    expect(model.windows).toHaveLength(name === 'live' ? 5 : name === 'cold3' ? 3 : 1);
    expect(model.cases.userIds).toEqual(popularity.cases.userIds);
    expect((await say(...given)).out).toContain(`Protocol ${name}`);
  });

  it('compares with a family, or a registered model, on the same cases', async () => {
    await say('train', '--model', 'item-knn', '--home', home);
    for (const other of ['transitions', 'item-knn/1']) {
      const given = ['evaluate', 'item-knn/1', '--against', other, '--home', home];
      const said = await say(...given, '--json');
      expect(said.code, said.err).toBe(0);
      const { model, against } = documentOf<{
        model: Evaluation;
        against: { name: string; evaluation: Evaluation; difference: Record<string, number> };
      }>(said);
      const of = (one: Evaluation): number => one.metrics.ndcg.mean!;
      expect(against.name).toBe(other);
      expect(against.difference['difference']).toBeCloseTo(of(model) - of(against.evaluation), 9);
      expect((await say(...given)).out).toContain(`NDCG differs from ${other} by `);
    }
  });

  it('says that a family without features cannot rank what nobody has liked', async () => {
    await say('train', '--model', 'item-knn', '--home', home);
    const said = await say('evaluate', 'item-knn/1', '--protocol', 'cold-items', '--home', home);
    expect(said.code).toBe(2);
    expect(said.err).toContain('Use als or blend');
  });

  it('refuses a number of windows that is none', async () => {
    const said = await say('evaluate', 'item-knn/1', '--windows', '0', '--home', home);
    expect(said.code).toBe(2);
    expect(said.err).toContain('a whole number from 1 to 99');
  });
});

describe('the age rules in showrunner behave', () => {
  const RULES = `ageLimits:
  - { minimumAge: 16, genres: [Horror, Crime] }
  - { minimumAge: 12, genres: [Drama] }
`;
  let world: string;
  beforeAll(async () => {
    world = join(temporaryFolderForAll(), 'simulated');
    const to = ['--home', world];
    const made = join(world, 'simulated');
    await say('simulate', '--users', '60', '--movies', '120', '--days', '3', '--fast', ...to);
    const [movies, users] = [join(made, 'movies.jsonl'), join(made, 'users.csv')];
    await say('catalogue', 'sync', '--movies', movies, '--users', users, '--timeless', ...to);
    await say('ingest', '--from', `file:${join(made, 'movielog.log')}`, ...to);
    await say('train', '--model', 'popularity', ...to);
  });

  const ageCheck = async (rules: string): Promise<{ outcome: string; found: string }> => {
    const file = join(world, 'trial.yaml');
    writeFileSync(file, rules);
    const said = await say('behave', 'popularity/1', '--rules', file, '--home', world, '--json');
    const { checks } = documentOf<{ checks: { name: string; outcome: string; found: string }[] }>(
      said,
    );
    return checks.find(({ name }) => name === 'age rules hold')!;
  };

  it('hold for viewers just below and just above every limit', async () => {
    const { outcome, found } = await ageCheck(RULES);
    expect(outcome).toBe('held');
    expect(found).toMatch(/^0 of [1-9]\d+ titles shown to 200 viewers/);
  });

  it('are left out where no limit is stated, and a broken file is refused', async () => {
    expect((await ageCheck('blocked: []\n')).outcome).toBe('skipped');
    const file = join(world, 'broken.yaml');
    writeFileSync(file, 'ageLimit: []\n');
    const said = await say('behave', 'popularity/1', '--rules', file, '--home', world);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('ageLimit')]);
    const gone = await say('behave', 'popularity/1', '--rules', `${file}.gone`, '--home', world);
    expect(gone.err).toContain('RULES_MISSING');
  });
});
