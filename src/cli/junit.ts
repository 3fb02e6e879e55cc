import type { Behaviour } from '../evaluation/index.ts';

/**
 * Outcomes of checks as a JUnit report, which most build servers read: a suite with a case a check.
 */
export function junitReport(suite: string, outcomes: readonly Behaviour[]): string {
  const count = (outcome: Behaviour['outcome']): number =>
    outcomes.filter((one) => one.outcome === outcome).length;
  const cases = outcomes.map(
    ({ name, outcome, found }) =>
      `  <testcase classname="${escaped(suite)}" name="${escaped(name)}">${inside(outcome, found)}</testcase>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${escaped(suite)}" tests="${outcomes.length}" failures="${count('broken')}" skipped="${count('skipped')}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}

function inside(outcome: Behaviour['outcome'], found: string): string {
  if (outcome === 'broken') return `<failure message="${escaped(found)}"/>`;
  if (outcome === 'skipped') return `<skipped message="${escaped(found)}"/>`;
  return `<system-out>${escaped(found)}</system-out>`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '\ufffd');
