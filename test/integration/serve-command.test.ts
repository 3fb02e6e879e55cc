import { Command } from 'commander';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { openRecords } from '../../src/compose.ts';
import { assignmentsOf, HOLDOUT, holdoutRateOf } from '../../src/rollout/index.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { ModelSource, ServedModel, ServingSources } from '../../src/serving/index.ts';
import { openHome, type Home } from '../../src/store/index.ts';
import { readReceipts } from '../../src/telemetry/index.ts';
import {
  LIKES,
  popularityScorer,
  served,
  sourcesOf,
  togetherScorer,
} from '../support/count-models.ts';
import { temporaryFolder } from '../support/installation.ts';

let home: Home;
let stop: AbortController;
beforeEach(() => {
  home = openHome(mkdtempSync(join(tmpdir(), 'showrunner-home-')));
  stop = new AbortController();
});
afterEach(() => rmSync(home.root, { recursive: true }));

/** Runs `serve` in this process over the given sources. */
function serve(changes: Partial<ServingSources> = {}, args: readonly string[] = ['--port', '0']) {
  const said = { out: '', err: '' };
  let isClosed = false;
  const terminal: Terminal = {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    interactive: false,
    columns: 80,
    stop: stop.signal,
  };
  const close = async (): Promise<void> => void (isClosed = true);
  const open = async (): Promise<ServingSources> => ({ ...sourcesOf(), ...changes, close });
  const program = new Command('showrunner').addCommand(serveCommand(terminal, open));
  const ended = runCli(['serve', '--home', home.root, ...args], terminal, program);
  const started = async (): Promise<string> => {
    await expect.poll(() => said.out).toContain('Ctrl-C');
    return /http:\/\/[^/]+/.exec(said.out)![0];
  };
  return { said, ended, started, isClosed: () => isClosed };
}

const models = (champion: ServedModel | null, baseline: ServedModel | null): ModelSource => ({
  champion: () => champion,
  baseline: () => baseline,
});
const popularity = served('popularity/1', popularityScorer(LIKES));

describe('serve', () => {
  it('answers until it is stopped, with metrics of its models, and closes what it opened', async () => {
    const { ended, started, isClosed } = serve();
    const url = await started();
    const reply = await fetch(`${url}/recommend/1`);
    expect(reply.status).toBe(200);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('showrunner_model_info{role="champion",version="together/2"');
    expect(metrics).toContain('showrunner_model_info{role="baseline",version="popularity/1"');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    stop.abort();
    expect(await ended).toBe(0);
    expect(isClosed()).toBe(true);
    expect(readdirSync(home.exposures)).toHaveLength(1);
  });

  it.each([
    ['one model', models(popularity, popularity), 'Serving popularity/1 at'],
    ['a baseline alone', models(null, popularity), 'Serving popularity/1 at'],
    ['no model', models(null, null), 'No model is loaded yet: serving the constant list at'],
  ])('says what it serves: %s', async (_what, source, words) => {
    const { said, ended, started } = serve({ models: source });
    const url = await started();
    expect(said.out).toBe(`${words} ${url}/recommend/<userid>; Ctrl-C ends.\n`);
    expect((await fetch(`${url}/recommend/1`)).status).toBe(200);
    stop.abort();
    expect(await ended).toBe(0);
  });

  it('draws the users whose lists are not personal, and keeps their share until told another', async () => {
    const served = async (...args: readonly string[]): Promise<number[]> => {
      stop = new AbortController();
      const { ended, started } = serve({}, ['--port', '0', ...args]);
      await started();
      stop.abort();
      expect(await ended).toBe(0);
      const records = await openRecords(home);
      const kept = await assignmentsOf(records, HOLDOUT);
      await records.close();
      return kept.map(({ record }) => holdoutRateOf(record));
    };
    expect(await served()).toEqual([0.02]);
    expect(await served('--holdout', '0.1')).toEqual([0.02, 0.1]);
    expect(await served()).toEqual([0.02, 0.1]);
    const { said, ended } = serve({}, ['--holdout', '0.6']);
    expect(await ended).toBe(2);
    expect(said.err).toContain('a share of users from 0 to 0.5');
  });

  it('holds to the rules of a file, follows it, and says when it cannot be used', async () => {
    const file = join(temporaryFolder(), 'rules.yaml');
    const [first, second] = ['m-00+2000', 'm-01+2000'];
    writeFileSync(file, `pins: [{ item: ${first}, position: 1 }]\n`);
    const { said, ended, started } = serve({}, ['--port', '0', '--rules', file]);
    const url = await started();
    const best = async (): Promise<string> =>
      (await (await fetch(`${url}/recommend/99`)).text()).split(',')[0]!;
    expect(await best()).toBe(first);
    writeFileSync(file, `pins: [{ item: ${second}, position: 1 }]\n`);
    await expect.poll(best, { timeout: 10_000 }).toBe(second);
    writeFileSync(file, 'pins: [{ item: 7 }]\n');
    const ready = async () => (await fetch(`${url}/readyz`)).text();
    await expect.poll(ready, { timeout: 10_000 }).toContain('RULES_INVALID at line 1');
    expect(await best()).toBe(second);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('showrunner_rules_broken 1');
    expect(said.err).toContain('rules-broken');
    stop.abort();
    expect(await ended).toBe(0);
  });

  it.each([
    ['there are none', null, 'RULES_MISSING'],
    ['they are broken', 'caps: { genre: x }\n', 'RULES_INVALID'],
  ])('does not start by rules of a named file when %s', async (_what, text, code) => {
    const file = join(temporaryFolder(), 'rules.yaml');
    if (text !== null) writeFileSync(file, text);
    const { said, ended } = serve({}, ['--rules', file]);
    expect([await ended, said.err]).toEqual([2, expect.stringContaining(code)]);
  });

  it('ends at once when it was stopped while it started', async () => {
    stop.abort();
    expect(await serve().ended).toBe(0);
  });

  it('closes what it opened when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = String((other.address() as AddressInfo).port);
    const { said, ended, isClosed } = serve({}, ['--port', port]);
    expect(await ended).toBe(1);
    expect(said.err).toContain('[PORT_IN_USE]');
    expect(isClosed()).toBe(true);
    other.close();
  });

  it('closes what it opened when it may not listen there', async () => {
    const { said, ended, isClosed } = serve({}, ['--port', '0', '--host', '192.0.2.1']);
    expect(await ended).toBe(1);
    expect(said.err).toContain('[LISTEN_REFUSED]');
    expect(isClosed()).toBe(true);
  });

  it.each(['abc', '65536', '80.5'])('calls the port %j wrong use', async (port) => {
    const { said, ended } = serve({}, [`--port=${port}`]);
    expect(await ended).toBe(2);
    expect(said.err).toContain('0 to 65535');
  });

  it('says in brackets an address of version 6', async () => {
    const { said, ended, started } = serve({}, ['--port', '0', '--host', '::1']);
    await Promise.race([started(), ended]);
    // A machine without version 6 says that it cannot listen there.
    expect(said.out + said.err).toMatch(/http:\/\/\[::1\]:\d+\/|LISTEN_REFUSED/);
    stop.abort();
    await ended;
  });
});

describe('a champion that is swapped under load', () => {
  it('fails no request, and each answer is of one version throughout', async () => {
    // Both models know the same items; of `left` the scores fall with the row, of `right` they rise.
    const { itemIds } = togetherScorer(LIKES);
    const by = (sign: number) => ({
      itemIds,
      personal: true,
      score: (_history: unknown, _context: unknown, scores: Float32Array) => {
        for (let row = 0; row < scores.length; row++) scores[row] = sign * row;
      },
    });
    const versions = [served('left/1', by(-1)), served('right/1', by(1))];
    let now = 0;
    const swapping: ModelSource = { champion: () => versions[now]!, baseline: () => popularity };
    const { ended, started } = serve({ models: swapping });
    const url = await started();
    const statuses = new Set<number>();
    const client = async (user: number): Promise<void> => {
      for (let asked = 0; asked < 40; asked++) {
        now = (asked + user) % 2;
        const reply = await fetch(`${url}/recommend/${user}`);
        statuses.add(reply.status);
        await reply.text();
      }
    };
    await Promise.all([1, 2, 3, 4].map(client));
    stop.abort();
    await ended;
    expect([...statuses]).toEqual([200]);
    const seen = new Set<string | null>();
    for await (const { modelVersion, modelId, exposures } of readReceipts(home.exposures)) {
      seen.add(modelVersion);
      expect(modelId).toBe(`model-of-${modelVersion}`);
      const scores = exposures.map(({ score }) => score!);
      const sign = modelVersion === 'left/1' ? -1 : 1;
      expect(scores.every((score) => Math.sign(score) !== -sign)).toBe(true);
    }
    expect(seen).toEqual(new Set(['left/1', 'right/1']));
  });
});
