import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/simulator/index.ts';
import { HOUR_MS, runFor, smallSettings, START_MS } from './run-lines.ts';

const incident = (kind: Incident['kind'], fromHour: number, hours: number): Incident => ({
  kind,
  fromMs: START_MS + fromHour * HOUR_MS,
  toMs: START_MS + (fromHour + hours) * HOUR_MS,
});
const hourOf = (line: string): number =>
  Math.floor((Date.parse(`${line.split(',')[0]!}Z`) - START_MS) / HOUR_MS);

describe('a log with faults', () => {
  it('is the clean log with the lines damaged that the truth names', async () => {
    const clean = await runFor(smallSettings(), 12);
    const faults = { inserted: 0.01, replaced: 0.005 };
    const faulty = await runFor(smallSettings({ faults }), 12);
    const restored = [...faulty.lines[0]!];
    expect(faulty.faults.length).toBeGreaterThan(150);
    for (const { line, original } of faulty.faults) {
      expect(restored[line]).not.toBe(original);
      restored[line] = original;
    }
    expect(restored).toEqual(clean.lines[0]);
  });

  it('repeats lines and brings lines late, and says which', async () => {
    const clean = await runFor(smallSettings(), 12);
    const faults = { inserted: 0, replaced: 0, repeated: 0.01, late: 0.01 };
    const faulty = await runFor(smallSettings({ faults }), 12);
    for (const { line, original } of faulty.faults) expect(faulty.lines[0]![line]).toBe(original);
    const again = new Set(faulty.faults.filter((f) => f.kind === 'repeated').map((f) => f.line));
    expect(again.size).toBeGreaterThan(50);
    const once = faulty.lines[0]!.filter((_, k) => !again.has(k));
    const missing = clean.lines[0]!.length - once.length;
    // Lines held back in the last five minutes are still to come.
    expect(missing).toBeGreaterThanOrEqual(0);
    expect(missing).toBeLessThan(30);
    expect(new Set(clean.lines[0])).toEqual(new Set([...once, ...clean.lines[0]!]));
  });

  it('is damaged so that about two in five damaged lines still match the grammar', async () => {
    const run = await runFor(smallSettings({ faults: { inserted: 0.05, replaced: 0 } }), 24);
    // The grammar as it is published: it does not say which characters a movie id has.
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.(\d{3}){1,3})?)?`;
    const request = String.raw`recommendation request \S+:8082, status \d+, result: .*, \d+ ms`;
    const grammar = new RegExp(
      String.raw`^${time},\d+,(GET /(data/m/[^/]+/\d+\.mpg|rate/[^=]+=\d+|create_account)|${request})$`,
    );
    const stillFine = run.faults.filter(({ line }) => grammar.test(run.lines[0]![line]!));
    const share = stillFine.length / run.faults.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.5);
  });
});

describe('an incident', () => {
  it('of a dead hour leaves the hour out and nothing else', async () => {
    const clean = await runFor(smallSettings(), 6);
    const dead = await runFor(smallSettings({ incidents: [incident('dead-hour', 2, 1)] }), 6);
    expect(dead.lines[0]).toEqual(clean.lines[0]!.filter((line) => hourOf(line) !== 2));
  });

  it('of voided answers gives 400 and the words of the service', async () => {
    const run = await runFor(smallSettings({ incidents: [incident('voided-answers', 2, 1)] }), 6);
    const answers = run.lines[0]!.filter((line) => line.includes('recommendation request'));
    const voided = answers.filter((line) => line.includes('status 400'));
    expect(voided.length).toBeGreaterThan(10);
    for (const line of voided) {
      expect(line).toMatch(/status 400, result: movie \["[^ ,"]+" not found, \d+ ms$/);
      expect(hourOf(line)).toBe(2);
    }
    const during = run.visits.filter((visit) => visit.status === 400);
    expect(during.every((visit) => visit.shown.length === 0)).toBe(true);
  });

  it('of a broken field takes the minute out of watch lines', async () => {
    const run = await runFor(smallSettings({ incidents: [incident('broken-field', 2, 1)] }), 4);
    const broken = run.lines[0]!.filter((line) => line.endsWith('/.mpg'));
    expect(broken.length).toBeGreaterThan(500);
    expect(new Set(broken.map(hourOf))).toEqual(new Set([2]));
    expect(run.faults.filter((fault) => fault.kind === 'broken-field')).toHaveLength(broken.length);
  });

  it('of a launch makes a title watched from then on, and not before', async () => {
    const launch = incident('title-launch', 10, 24);
    const run = await runFor(smallSettings({ incidents: [launch] }), 34);
    const { items } = run.simulation.world;
    const title = items.ids[300]!;
    const watches = run.visits.filter((visit) => visit.took?.itemId === title);
    expect(watches.length).toBeGreaterThan(20);
    expect(Math.min(...watches.map((visit) => visit.atMs))).toBeGreaterThanOrEqual(launch.fromMs);
    expect(run.simulation.house.isOut(300, launch.fromMs - 1)).toBe(false);
    const before = (await runFor(smallSettings({ incidents: [launch] }), 1)).simulation;
    expect(
      before
        .mindOf(1)
        .optionsWith([300])
        .some(({ item }) => item === 300),
    ).toBe(false);
    expect(run.simulation.mindOf(1).optionsWith([300])[0]).toMatchObject({ item: 300 });
  });

  it('of a taste shift changes what about half of the viewers like', async () => {
    const shift = incident('taste-shift', 0, 0);
    const before = await runFor(smallSettings(), 0);
    const after = await runFor(smallSettings({ incidents: [shift] }), 0);
    const keys = (run: typeof before): number[] =>
      Array.from({ length: 300 }, (_, k) => run.simulation.mindOf(k + 1).viewer.taste.key);
    const [old, now] = [keys(before), keys(after)];
    const changed = old.filter((key, k) => key !== now[k]).length;
    // 300 draws of a half: standard deviation 8.7.
    expect(Math.abs(changed - 150)).toBeLessThan(40);
  });
});
