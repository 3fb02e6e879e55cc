import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertsJsonSchema, SHIPPED_ALERTS, type Report } from '../../../../src/monitoring/index.ts';
import { fastestBurn, burnRate } from '../../../../src/monitoring/alerts/burn-rate.ts';
import { evaluateRule } from '../../../../src/monitoring/alerts/evaluate-rule.ts';
import { parseAlerts } from '../../../../src/monitoring/alerts/load-alerts.ts';
import { numberAt } from '../../../../src/monitoring/alerts/report-field.ts';
import {
  nextStanding,
  type AlertStanding,
} from '../../../../src/monitoring/alerts/alert-states.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');
const shipped = parseAlerts(readFileSync(SHIPPED_ALERTS, 'utf8'), 'alerts.yaml');
const ruleOf = (yaml: string) => parseAlerts(`rules:\n  - ${yaml}`, 'alerts.yaml').rules[0]!;
const report = (part: object): Report =>
  ({ day: '2026-03-02', issuedAt: '2026-03-03T01:00:00.000Z', ...part }) as unknown as Report;
const evaluated = (yaml: string, ...reports: readonly object[]) =>
  evaluateRule(ruleOf(yaml), {
    reports: reports.map(report),
    nowMs: Date.parse('2026-03-03T02:00:00Z'),
    metric: (name) => (name === 'showrunner_rules_broken' ? 1 : null),
  });
const COMMON = 'name: x, summary: S.';

describe('the shipped alert rules', () => {
  it('have a runbook page each, and no page is left over', () => {
    const pages = shipped.rules.map(({ name, runbook }) => `${runbook ?? name}.md`);
    expect(pages.filter((page) => !existsSync(join(DOCS, 'runbooks', page)))).toEqual([]);
    expect(
      readdirSync(join(DOCS, 'runbooks'))
        .filter((page) => page !== 'README.md')
        .sort(),
    ).toEqual(pages.sort());
    for (const page of pages)
      expect(readFileSync(join(DOCS, 'runbooks', page), 'utf8')).toMatch(
        /## What it means\n[\s\S]+## How to check\n[\s\S]+## What to do\n/,
      );
  });

  it('are described by the published schema; write it again with `node scripts/write-schemas.ts`', () => {
    const text = readFileSync(join(DOCS, 'schemas/alerts.schema.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(alertsJsonSchema())));
  });

  it('are of every kind', () => {
    const kinds = new Set(shipped.rules.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['absence', 'burn-rate', 'change', 'threshold']);
  });
});

describe('an alerts.yaml that cannot be used', () => {
  const refused = (text: string): unknown => {
    try {
      return parseAlerts(text, 'alerts.yaml');
    } catch (thrown) {
      return (thrown as Error).message;
    }
  };

  it('is refused with line and field', () => {
    const rule = '  - kind: threshold\n    name: a\n    summary: S.\n    field: requests\n';
    expect(refused(`rules:\n${rule}    above: much\n`)).toMatch(/line 6 .*rules\[0\]\.above/);
    expect(refused(`rules:\n${rule}    above: 1\n    abve: 1\n`)).toMatch(
      /line 7 .*nearest is above/,
    );
    expect(refused(`rules:\n${rule}    above: 1\n${rule}    above: 2\n`)).toContain(
      "'a' a second time",
    );
    expect(refused('rules: [')).toContain('expected YAML');
    expect(refused(`rules:\n${rule}`)).toContain('above, below or both');
  });
});

describe('a field of a report', () => {
  const document = {
    voided: 3,
    drift: { drifted: [1, 2], blocksTraining: true },
    findings: [
      { check: 'a', count: 1 },
      { check: 'voided-answers', count: 7 },
    ],
    quarantined: { bad_item: 2, bad_time: 5 },
    availability: null,
  };

  it('is found by names, places, values, length and sum', () => {
    expect(numberAt(document, 'voided')).toBe(3);
    expect(numberAt(document, 'findings[check=voided-answers].count')).toBe(7);
    expect(numberAt(document, 'findings[1].count')).toBe(7);
    expect(numberAt(document, 'drift.drifted.length')).toBe(2);
    expect(numberAt(document, 'drift.blocksTraining')).toBe(1);
    expect(numberAt(document, 'quarantined.*')).toBe(7);
  });

  it('is nothing where there is none', () => {
    for (const field of [
      'availability',
      'no.such',
      'findings[check=b].count',
      'voided.length',
      'findings.constructor',
    ])
      expect(numberAt(document, field)).toBeNull();
  });
});

describe('a rule', () => {
  it('of a threshold holds beyond it, and cannot be told without a value', () => {
    const rule = `{ kind: threshold, ${COMMON}, field: voided, above: 2 }`;
    expect(evaluated(rule, { voided: 2 }).holds).toBe(false);
    expect(evaluated(rule, { voided: 3 })).toMatchObject({ holds: true, value: 3 });
    expect(evaluated(rule, {}).holds).toBeNull();
    const finding = `{ kind: threshold, ${COMMON}, field: 'findings[check=b].count', above: 0 }`;
    expect(evaluated(finding, { findings: [] }).holds).toBe(false);
  });

  it('reads live metrics', () => {
    const rule = (metric: string) => `{ kind: threshold, ${COMMON}, metric: ${metric}, above: 0 }`;
    expect(evaluated(rule('showrunner_rules_broken'), {}).holds).toBe(true);
    expect(evaluated(rule('showrunner_no_such'), {}).holds).toBeNull();
  });

  it('of a change is held against the median of the days before', () => {
    const rule = `{ kind: change, ${COMMON}, field: minutes, direction: down, byMoreThan: 0.3 }`;
    const days = [100, 1000, 110].map((minutes) => ({ minutes }));
    // The median is 110: 77 is just 30 % less.
    expect(evaluated(rule, ...days, { minutes: 78 }).holds).toBe(false);
    expect(evaluated(rule, ...days, { minutes: 76 }).holds).toBe(true);
    expect(evaluated(rule, ...days, { minutes: 900 }).holds).toBe(false);
    expect(evaluated(rule, { minutes: 5 }).holds).toBeNull();
  });

  it('of a change of a share does not mind that more was counted over', () => {
    const rule = `{ kind: change, ${COMMON}, field: bad.*, per: read, direction: up, byMoreThan: 1 }`;
    const days = [300, 300, 200].map((lines) => ({ bad: { a: lines * 0.004 }, read: lines }));
    // Four times as many lines with the same 0.4 % of them are as usual; 0.8 % is just twice that.
    expect(evaluated(rule, ...days, { bad: { a: 4, b: 0.8 }, read: 1200 }).holds).toBe(false);
    expect(evaluated(rule, ...days, { bad: { a: 4.8, b: 4.8 }, read: 1200 }).holds).toBe(false);
    const found = evaluated(rule, ...days, { bad: { a: 8, b: 4 }, read: 1200 });
    expect(found.holds).toBe(true);
    expect(found.found).toBe('bad.* of read is 1.00 %, 150.0 % above the usual 0.400 %');
    // Of nothing there is no share.
    expect(evaluated(rule, ...days, { bad: {}, read: 0 }).holds).toBeNull();
    expect(evaluated(rule, { bad: {}, read: 0 }, { bad: { a: 1 }, read: 9 }).holds).toBeNull();
  });

  it('of a change leaves alone what is few, however much more than usual', () => {
    const rule = `{ kind: change, ${COMMON}, field: bad, atLeast: 20, direction: up, byMoreThan: 1 }`;
    expect(evaluated(rule, { bad: 2 }, { bad: 19 }).holds).toBe(false);
    expect(evaluated(rule, { bad: 2 }, { bad: 20 }).holds).toBe(true);
  });

  it('of an absence holds for null, not for 0, and for a report that is too old', () => {
    const rule = `{ kind: absence, ${COMMON}, field: availability }`;
    expect(evaluated(rule, { availability: null }).holds).toBe(true);
    expect(evaluated(rule, { availability: 0 }).holds).toBe(false);
    const old = (hours: number) => `{ kind: absence, ${COMMON}, reportOlderThanHours: ${hours} }`;
    expect([evaluated(old(0.9), {}).holds, evaluated(old(1.1), {}).holds]).toEqual([true, false]);
  });

  it('of a burn rate holds when the long and the short window both burn', () => {
    const rule = `{ kind: burn-rate, ${COMMON}, objective: 0.99, windows: [{ longHours: 6, shortHours: 1, burnRate: 6 }] }`;
    const hours = (failing: readonly number[]) =>
      Array.from({ length: 24 }, (_, hour) => ({
        requests: 100,
        answered: failing.includes(hour) ? 60 : 100,
      }));
    // One hour of 40 failures: 40 of 600 in six hours are 6.7 times the 1 % allowed.
    expect(evaluated(rule, { hours: hours([9]) })).toMatchObject({ holds: true });
    expect(evaluated(rule, { hours: hours([9]) }).found).toContain('until 10:00 UTC');
    expect(evaluated(rule, { hours: hours([]) }).holds).toBe(false);
  });
});

describe('burn rates', () => {
  it('are failures by allowance, and 0 without requests', () => {
    expect(burnRate([{ requests: 200, answered: 190 }], 0.99)).toBeCloseTo(5, 9);
    expect(burnRate([{ requests: 0, answered: 0 }], 0.99)).toBe(0);
  });

  it('look back into the day before, and only at ends within the last day', () => {
    const day = (failing: number) =>
      Array.from({ length: 24 }, (_, h) => ({ requests: 10, answered: h === failing ? 0 : 10 }));
    const options = { longHours: 2, shortHours: 1, objective: 0.5 };
    expect(fastestBurn([...day(23), ...day(-1)], options).rate).toBe(0);
    expect(fastestBurn([...day(-1), ...day(0)], options)).toEqual({ hour: 0, rate: 1 });
  });
});

describe('the state of a rule', () => {
  const rule = { name: 'x', forDays: 2 };
  const step = (before: AlertStanding | null, holds: boolean | null, day: string) =>
    nextStanding(before, rule, {
      evaluated: { holds, value: 1, found: 'f' },
      day,
      at: `${day}T12:00:00Z`,
    });

  it('is pending, then firing on the second day in a row, then resolved', () => {
    const first = step(null, true, '2026-03-01');
    expect(first).toMatchObject({ state: 'pending', days: 1 });
    // The same day again moves nothing.
    expect(step(first, true, '2026-03-01')).toEqual(first);
    const second = step(first, true, '2026-03-02');
    expect(second).toMatchObject({ state: 'firing', days: 2, since: '2026-03-02T12:00:00Z' });
    expect(step(second, true, '2026-03-03')).toMatchObject({
      state: 'firing',
      since: '2026-03-02T12:00:00Z',
    });
    expect(step(second, null, '2026-03-03')).toEqual(second);
    expect(step(second, false, '2026-03-03')).toMatchObject({ state: 'resolved' });
  });

  it('is forgotten when it was only pending', () => {
    expect(step(step(null, true, '2026-03-01'), false, '2026-03-02')).toBeNull();
    expect(step(null, false, '2026-03-02')).toBeNull();
  });
});
