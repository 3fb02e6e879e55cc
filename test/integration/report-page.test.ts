import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ADVISED_SECTIONS, REPORT_FILES, type Report } from '../../src/monitoring/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

/** A day with 1 voided answer of 2, and the same weekday a week before with none. */
const LINES = [
  '2024-03-04T10:00:00,1,recommendation request 1.2.3.4:8082, status 200, result: a+2000, b+2001, 9 ms',
  '2024-03-04T10:05,1,GET /data/m/a+2000/0.mpg',
  '2024-03-11T10:00:00,1,recommendation request 1.2.3.4:8082, status 200, result: a+2000, b+2001, 9 ms',
  '2024-03-11T10:01:00,2,recommendation request 1.2.3.4:8082, status 400, result: movie <b>x</b> not found, 9 ms',
  '2024-03-11T10:05,1,GET /data/m/b+2001/0.mpg',
  '2024-03-11T10:06,1,GET /data/m/b+2001/1.mpg',
];

async function reported(): Promise<{
  home: string;
  report: Report;
  read: (file: string) => string;
}> {
  const folder = temporaryFolder();
  const [home, log] = [join(folder, 'home'), join(folder, 'stream.log')];
  writeFileSync(log, `${LINES.join('\n')}\n`);
  await say('ingest', '--from', `file:${log}`, '--home', home);
  await say('report', '--day', '2024-03-04', '--home', home);
  const said = await say('report', '--day', '2024-03-11', '--home', home, '--json');
  return {
    home,
    report: documentOf<Report>(said),
    read: (file) => readFileSync(join(home, 'reports/2024-03-11', file), 'utf8'),
  };
}

describe('the page of a day', () => {
  it('has every section that advice and alerts lead to, and no dead link', async () => {
    const { read } = await reported();
    const page = read(REPORT_FILES.html);
    const anchors = new Set([...page.matchAll(/\sid="([\w-]+)"/g)].map((found) => found[1]!));
    const links = [...page.matchAll(/href="#([\w-]+)"/g)].map((found) => found[1]!);
    const rules = parse(
      readFileSync(join(import.meta.dirname, '../../src/monitoring/alerts/alerts.yaml'), 'utf8'),
    ) as { rules: { section?: string }[] };
    const alerted = rules.rules.flatMap(({ section }) => section ?? []);
    expect(alerted.length).toBeGreaterThan(3);
    const wanted = [...ADVISED_SECTIONS, ...links, ...alerted];
    expect(wanted.filter((id) => !anchors.has(id))).toEqual([]);
  });

  it('asks nothing of anybody else and says nothing that a log could put into it', async () => {
    const { read } = await reported();
    const page = read(REPORT_FILES.html);
    expect(page).not.toMatch(/<script|<link|\sstyle="|(?:src|href)="(?!#)|url\((?!#)|@import/);
    expect(page).not.toContain('<b>x</b>');
  });

  it('has a table behind every chart, and a scale with a unit', async () => {
    const { read } = await reported();
    const figures = [...read(REPORT_FILES.html).matchAll(/<figure>[\s\S]*?<\/figure>/g)];
    expect(figures.length).toBeGreaterThan(2);
    expect(figures.filter(([figure]) => !/<details>[\s\S]*<table>/.test(figure))).toEqual([]);
    expect(figures.filter(([figure]) => !/aria-label="[^"]{5,}"/.test(figure))).toEqual([]);
  });
});

describe('report.json', () => {
  it('says what to do, and how the day compares with the same weekday before', async () => {
    const { report } = await reported();
    expect(report.toDo.map(({ check, urgency }) => [check, urgency])).toEqual([
      ['low-availability', 'now'],
      ['voided-answers', 'today'],
    ]);
    const availability = report.weekBefore?.measures.find(({ name }) => name === 'availability');
    expect(report.weekBefore?.day).toBe('2024-03-04');
    expect(availability).toEqual({ name: 'availability', unit: 'share', now: 0.5, before: 1 });
  });

  it('has what ingest and the report itself took, and keeps it while the day reads the same', async () => {
    const { home, report } = await reported();
    const { cost } = report;
    expect(cost.basis).toBe('latest-of-each');
    expect(cost.steps.map(({ step }) => step)).toEqual(['ingest', 'report']);
    expect(
      cost.steps.every(
        ({ cpuSeconds, peakMemoryBytes }) => cpuSeconds > 0 && peakMemoryBytes > 1e6,
      ),
    ).toBe(true);
    const again = await say('report', '--day', '2024-03-11', '--home', home, '--json');
    expect(again.err).toContain('Unchanged since revision 1');
    expect(documentOf<Report>(again)).toEqual(report);
  });
});

describe('report --text', () => {
  it('is short: the day, three answers, the week before, what to do', async () => {
    const { home, read } = await reported();
    const { out } = await say('report', '--day', '2024-03-11', '--home', home, '--text');
    expect(out).toBe(read(REPORT_FILES.text));
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(/[:,]/)[0])).toEqual([
      'Showrunner',
      'Up',
      'Right',
      'Helped',
      'Week before',
      'To do',
      '1. NOW',
      expect.stringMatching(/^2\. 1 answer/),
    ]);
    expect(out.length).toBeLessThan(1600);
  });
});
