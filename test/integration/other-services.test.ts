import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { movielogDecoder } from '../../src/events/index.ts';
import { writeGeneratedLog } from '../support/generated-log.ts';
import { temporaryFolder, temporaryFolderForAll } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/other-services.md'), 'utf8');
/** The blocks of the page in a language, in order. */
const blocksOf = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text]) => text!,
  );

/** The worked example of the page, ready to be run. */
function example(): { readonly events: string; readonly mapping: string; readonly home: string } {
  const folder = temporaryFolder();
  const events = join(folder, 'events.jsonl');
  const mapping = join(folder, 'mapping.yaml');
  writeFileSync(mapping, blocksOf('yaml')[0]!);
  writeFileSync(events, blocksOf('json')[0]!);
  return { events, mapping, home: join(folder, 'home') };
}

describe('the worked example of docs/other-services.md', () => {
  it('comes out as the page says', async () => {
    const { events, mapping, home } = example();
    const said = await say(
      'ingest',
      '--from',
      `file:${events}`,
      '--mapping',
      mapping,
      '--home',
      home,
      '--json',
    );
    expect(said.code).toBe(0);
    expect(documentOf(said)).toMatchObject(JSON.parse(blocksOf('json')[1]!));
  });

  it('gives a dataset that can be rebuilt from the archived lines and the kept mapping', async () => {
    const { events, mapping, home } = example();
    await say('ingest', '--from', `file:${events}`, '--mapping', mapping, '--home', home);
    rmSync(mapping);
    rmSync(events);
    const built = await say('dataset', 'build', '--home', home, '--json');
    // Bob's 2,500 s are 41.7 minutes; his, the watch of Ada and the thumb are the positives of 4
    // or more stars and 10 or more minutes.
    const { id, tables } = documentOf<{
      id: string;
      tables: Record<string, { rowCount: number }>;
    }>(built);
    expect(tables).toMatchObject({
      watches: { rowCount: 2 },
      ratings: { rowCount: 2 },
      positives: { rowCount: 2 },
    });
    const verified = await say('dataset', 'verify', id, '--home', home, '--json');
    expect(documentOf(verified)).toMatchObject({ verified: true, lines: 10 });
  });

  it('cannot be verified without the mapping, nor with another in its place', async () => {
    const { events, mapping, home } = example();
    await say('ingest', '--from', `file:${events}`, '--mapping', mapping, '--home', home);
    const { id } = documentOf<{ id: string }>(
      await say('dataset', 'build', '--home', home, '--json'),
    );
    const folder = join(home, 'log/mappings');
    const kept = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(kept, 'utf8');
    writeFileSync(kept, whole.replace('"ignore":["paused"]', '"ignore":[]'));
    const other = await say('dataset', 'verify', id, '--home', home);
    expect(other.code).toBe(1);
    expect(other.err).toContain('[MAPPING_LOST]');
    expect(other.err).toContain('found the mapping of json/1:');
    writeFileSync(kept, '{');
    expect((await say('dataset', 'verify', id, '--home', home)).err).toContain('[MAPPING_LOST]');
    rmSync(kept);
    const lost = await say('dataset', 'verify', id, '--home', home);
    expect(lost.err).toContain('found nothing in');
    writeFileSync(kept, whole);
    expect((await say('dataset', 'verify', id, '--home', home)).code).toBe(0);
  });
});

describe('a mapping that changes', () => {
  it('holds for what is read from then on and for the range that was not full; both are kept', async () => {
    const { events, mapping, home } = example();
    const args = ['--from', `file:${events}`, '--mapping', mapping, '--home', home, '--json'];
    const small = ['--segment-lines', '4'];
    await say('ingest', ...args, ...small);
    writeFileSync(mapping, blocksOf('yaml')[0]!.replace('rated:', 'rated-once:'));
    writeFileSync(events, blocksOf('json')[0]! + blocksOf('json')[0]!.replaceAll('03-01', '03-02'));
    const said = await say('ingest', ...args, ...small);
    // The first day's two full segments (lines 0 to 7) were read with the old mapping: one rating
    // by stars. Lines 8 and 9 are judged anew: a rating in an unknown word, like those of day two.
    expect(documentOf(said)).toMatchObject({
      read: 20,
      accepted: { watch: 6, rating: 3, account: 2 },
      quarantined: { ignored_event: 2, bad_rating: 1, unknown_event: 6 },
    });
    expect(readdirSync(join(home, 'log/mappings'))).toHaveLength(2);
  });
});

describe('a mapping that cannot be used', () => {
  const complaintOf = async (change: (text: string) => string): Promise<string> => {
    const { events, mapping, home } = example();
    writeFileSync(mapping, change(blocksOf('yaml')[0]!));
    const said = await say(
      'ingest',
      '--from',
      `file:${events}`,
      '--mapping',
      mapping,
      '--home',
      home,
    );
    expect(said.code).toBe(2);
    return said.err.replaceAll(mapping, 'FILE');
  };

  it('is told by line, field and nearest known key', async () => {
    expect(await complaintOf((text) => text.replace('user:', 'usr:'))).toContain(
      'FILE line 3 cannot be used: found an unknown key for usr, expected one of time, user, item, kind, kinds, ignore; the nearest is user.',
    );
    expect(await complaintOf((text) => text.replace('value: stars', 'valu: stars'))).toContain(
      'line 10 cannot be used: found an unknown key for kinds.rated.valu, expected one of as, item, value, scale, words; the nearest is value.',
    );
  });

  it('is told what a value may be', async () => {
    expect(await complaintOf((text) => text.replace('iso', 'epoch'))).toContain(
      "line 2 cannot be used: found 'epoch' for time.format, expected one of iso, iso-utc,",
    );
    expect(await complaintOf((text) => text.replace('unit: s', 'unit: sec'))).toContain(
      "line 8 cannot be used: found 'sec' for kinds.playing.minute.unit, expected one of ms, s, min, h.",
    );
    expect(await complaintOf((text) => text.replace('user: profile.id', 'user: ..'))).toContain(
      "found '..' for user, expected a dotted path such as user.id,",
    );
    expect(await complaintOf((text) => text.replace('as: account', 'as: acount'))).toContain(
      'for kinds.joined',
    );
  });

  it('is told which fields go together', async () => {
    expect(
      await complaintOf((text) =>
        text.replace('as: watch, minute:', 'as: watch, minutes: {at: a}, minute:'),
      ),
    ).toContain('expected exactly one of minute, minutes and completion.');
    expect(await complaintOf((text) => text.replace('item: title.id\n', ''))).toContain(
      'expected item, here or in every watch and rating.',
    );
    expect(
      await complaintOf((text) => text.replace('scale: { from: 0.5, to: 5 }', 'item: a')),
    ).toContain('expected one of scale and words.');
  });

  it('is told when it is no YAML, or not there', async () => {
    expect(await complaintOf(() => 'time: {at: x\n')).toContain('for the file, expected YAML.');
    const said = await say('ingest', '--from', 'file:x', '--mapping', '/no/such', '--home', '/tmp');
    expect(said.code).toBe(2);
  });
});

describe('a whole service of other events', () => {
  let home = '';
  beforeAll(async () => {
    const folder = temporaryFolderForAll();
    home = join(folder, 'home');
    const log = join(folder, 'a.log');
    writeGeneratedLog(log, {
      users: 80,
      itemsPerCircle: 12,
      circles: 4,
      likesPerUser: 8,
      seed: 1,
    });
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n').map(translated);
    writeFileSync(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
    writeFileSync(
      join(folder, 'mapping.yaml'),
      [
        'time: {at: t, format: epoch-ms}',
        'user: u',
        'item: i',
        'kind: k',
        'kinds:',
        '  tick: {as: watch, minute: {at: m}}',
        '  stars: {as: rating, value: r, scale: {from: 1, to: 5}}',
      ].join('\n'),
    );
    const said = await say(
      'ingest',
      '--from',
      `file:${join(folder, 'events.jsonl')}`,
      '--mapping',
      join(folder, 'mapping.yaml'),
      '--home',
      home,
    );
    expect(said.code).toBe(0);
  });

  /** A line of the movie log as another service would tell it, with ids of its own. */
  function translated(line: string): string {
    const decoded = movielogDecoder.decode(line);
    if (!decoded.ok || !('itemId' in decoded.event)) throw new Error(line);
    const { event } = decoded;
    const part = event.kind === 'watch' ? { m: event.minute } : { r: event.rating };
    const [u, i] = [`acct_${event.userId}`, `urn:title/${event.itemId}`];
    return JSON.stringify({
      k: event.kind === 'watch' ? 'tick' : 'stars',
      t: event.time.ms,
      u,
      i,
      ...part,
    });
  }

  it('trains a champion and has a daily report', async () => {
    const ran = await say(
      'run',
      '--home',
      home,
      '--set',
      'families=als',
      '--set',
      'als.factorCount=8',
      '--json',
    );
    expect(ran.err).not.toContain('[');
    expect(ran.code).toBe(0);
    const report = await say('report', '--day', '2026-03-05', '--home', home, '--json');
    expect(report.code).toBe(0);
  });
});
