import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_CONFIG, readUpConfig } from '../../../src/cli/up-config-file.ts';
import { USUAL_SCHEDULE } from '../../../src/cli/roles/settings.ts';
import { temporaryFolder } from '../../support/installation.ts';

/** Writes a configuration. */
function configOf(text: string): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'showrunner.yaml');
  writeFileSync(path, text);
  return { folder, path };
}

/** What reading a configuration complains of. */
function complaintOf(text: string): string {
  const { path } = configOf(text);
  try {
    readUpConfig(path);
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'UP_CONFIG_INVALID' });
    return (thrown as Error).message.replace(path, 'FILE');
  }
  throw new Error('nothing to complain of');
}

describe('a configuration', () => {
  it('needs a source alone; the rest has its usual values', () => {
    const { path } = configOf('source: file:/var/log/movielog.log\n');
    expect(readUpConfig(path)).toEqual({
      source: { kind: 'file', path: '/var/log/movielog.log' },
      catalogue: { complete: false, timeless: false },
      serving: {},
      schedule: USUAL_SCHEDULE,
      pipeline: {},
      ports: { public: 8082, control: 8090, simulated: 8080 },
    });
  });

  it('says when training is due, how long it may last, and what becomes of a challenger', () => {
    const said =
      'schedule:\n  everyDays: 7\n  onDrift: true\n  afterLines: 200000\n  timeoutMinutes: 45\n  release: canary\n';
    const { path } = configOf(`source: file:a\n${said}`);
    expect(readUpConfig(path).schedule).toEqual({
      ...USUAL_SCHEDULE,
      everyDays: 7,
      onDrift: true,
      afterLines: 200_000,
      timeoutMinutes: 45,
      release: 'canary',
    });
    expect(complaintOf('source: file:a\nschedule:\n  release: shadow\n')).toContain(
      "found 'shadow' for schedule.release, expected gate or canary",
    );
  });

  it('names the module that says arms, relative to its own folder, and how long it is waited for', () => {
    const { folder, path } = configOf(
      'source: file:a\nserving: { assignment: { module: flags.mjs } }\n',
    );
    const module = join(folder, 'flags.mjs');
    expect(readUpConfig(path).serving).toEqual({ assignment: { module, timeoutMs: 20 } });
    expect(
      complaintOf('source: file:a\nserving: { assignment: { module: a, timeoutMs: 500 } }\n'),
    ).toContain(
      "found '500' for serving.assignment.timeoutMs, expected milliseconds from 1 to 100",
    );
  });

  it('resolves paths against its own folder', () => {
    const { folder, path } = configOf(
      'home: lake\nsource: file:logs/a.log\ncatalogue: {movies: m.jsonl, users: u.csv}\n',
    );
    expect(readUpConfig(path)).toMatchObject({
      home: join(folder, 'lake'),
      source: { kind: 'file', path: join(folder, 'logs/a.log') },
      catalogue: { movies: join(folder, 'm.jsonl'), users: join(folder, 'u.csv') },
    });
  });

  it('may read what is posted, as JSON that a mapping explains', () => {
    const { folder, path } = configOf("source: 'log:'\nmapping: m/mapping.yaml\n");
    expect(readUpConfig(path)).toMatchObject({
      source: { kind: 'embedded' },
      mapping: join(folder, 'm/mapping.yaml'),
    });
  });

  it('can be the example that the error shows', () => {
    expect(() => readUpConfig(configOf(EXAMPLE_CONFIG).path)).not.toThrow();
  });

  it('may hold settings of the pipeline', () => {
    const { path } = configOf('source: file:a\npipeline:\n  als.factorCount: 32\n  seed: 7\n');
    expect(readUpConfig(path).pipeline).toEqual({ 'als.factorCount': 32, seed: 7 });
  });
});

describe('a topic in a configuration', () => {
  it('is reached as its block says, with paths relative to the file', () => {
    const { path, folder } = configOf(`source: kafka://a:9092,b/stream
kafka:
  group: lists
  sessionSeconds: 6
  tls: {ca: ca.pem}
  sasl: {mechanism: SCRAM-SHA-512, username: reader, passwordVariable: KAFKA_PASSWORD}
`);
    expect(readUpConfig(path).source).toEqual({
      kind: 'kafka',
      url: 'kafka://a:9092,b/stream',
      group: 'lists',
      member: null,
      sessionSeconds: 6,
      tls: { ca: join(folder, 'ca.pem'), cert: null, key: null },
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'reader', passwordVariable: 'KAFKA_PASSWORD' },
    });
  });

  it('needs no block', () => {
    const { path } = configOf('source: kafka://a/stream\n');
    expect(readUpConfig(path).source).toMatchObject({ group: 'showrunner', tls: null, sasl: null });
  });

  it('is told the nearest key, and that a password is none of its affairs', () => {
    const sasl = 'sasl: {mechanism: PLAIN, username: a, password: b}';
    expect(complaintOf(`source: kafka://a/t\nkafka:\n  ${sasl}\n`)).toContain(
      'line 3 cannot be used: found an unknown key for kafka.sasl.password, expected one of mechanism, username, passwordVariable',
    );
    expect(complaintOf('source: kafka://a/t\nkafka:\n  grup: x\n')).toContain(
      'line 3 cannot be used: found an unknown key for kafka.grup, expected one of group, member, sessionSeconds, tls, sasl; the nearest is group.',
    );
  });
});

describe('a configuration that cannot be used', () => {
  it('is told by line and nearest known key when a key is unknown', () => {
    expect(complaintOf('source: file:a\ncatalog:\n  movies: m\n')).toContain(
      'FILE line 2 cannot be used: found an unknown key for catalog, expected one of home, source, mapping, kafka, ' +
        'catalogue, schedule, pipeline, serving, contracts, rules, host, ports; the nearest is catalogue.',
    );
  });

  it('is told so also deep inside', () => {
    expect(complaintOf('source: file:a\nschedule:\n  train: event-time\n  hours: 3\n')).toContain(
      'line 4 cannot be used: found an unknown key for schedule.hours, expected one of train, hour, firstAfterDays, everyDays, onDrift, afterLines, timeoutMinutes, canary, release; the nearest is hour.',
    );
  });

  it('is told so for a holdout that would be the rule', () => {
    expect(complaintOf('source: file:a\nserving: { holdout: 0.6 }\n')).toContain(
      "line 2 cannot be used: found '0.6' for serving.holdout, expected a share of users from 0 to 0.5.",
    );
  });

  it('names line, field and range of a value', () => {
    expect(complaintOf('source: file:a\nschedule:\n  hour: 25\n')).toContain(
      "line 3 cannot be used: found '25' for schedule.hour, expected a whole number from 0 to 23 (UTC).",
    );
    expect(complaintOf('source: kafka://a:9092\n')).toContain(
      "line 1 cannot be used: found 'kafka://a:9092' for source, expected file:PATH, kafka://HOST:PORT[,HOST:PORT…]/TOPIC or log:.",
    );
    expect(complaintOf('source: file:a\nports: 8082\n')).toContain(
      "line 2 cannot be used: found '8082' for ports, expected",
    );
  });

  it('is told when the source is missing, or the file is empty', () => {
    const missing = 'found nothing for source, expected file:PATH, kafka://HOST:PORT';
    expect(complaintOf('home: x\n')).toContain(missing);
    expect(complaintOf('')).toContain(missing);
  });

  it('is told when it is no YAML, and where', () => {
    expect(complaintOf('source: file:a\ncatalogue: {movies: m\n')).toMatch(/line [23] cannot/);
  });

  it('is told when it is a list', () => {
    expect(complaintOf('- source\n')).toContain('for the file, expected');
  });

  it('is missing', () => {
    expect(() => readUpConfig(join(temporaryFolder(), 'none.yaml'))).toThrow(
      expect.objectContaining({ code: 'UP_NOTHING_TO_RUN' }),
    );
  });
});
