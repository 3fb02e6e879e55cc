import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { toDoOf } from '../../../src/monitoring/to-do.ts';

const finding = (check: string, severity: Finding['severity']): Finding => ({
  check,
  severity,
  message: `${check} happened.`,
  count: 1,
  examples: [],
});

describe('what is to be done', () => {
  it('comes from findings that ask for something, the blocking ones first', () => {
    const todo = toDoOf([
      finding('voided-answers', 'warn'),
      finding('books-open', 'note'),
      finding('quarantined-bad-item', 'block'),
    ]);
    expect(todo.map(({ check, urgency, section }) => [check, urgency, section])).toEqual([
      ['quarantined-bad-item', 'now', 'lines'],
      ['voided-answers', 'today', 'requests'],
    ]);
    expect(todo[0]!.because).toBe('quarantined-bad-item happened.');
    expect(todo.every(({ action }) => action.endsWith('.'))).toBe(true);
  });

  it('leads to the list of findings where nothing better is known', () => {
    expect(toDoOf([finding('never-heard-of', 'warn')])).toMatchObject([{ section: 'findings' }]);
  });

  it('names pages that there are', () => {
    const checks = ['low-availability', 'voided-answers', 'receipts-not-shown', 'quarantined-x'];
    const more = ['drift-blocks-training', 'drift-age', 'personal-lists-cost'];
    const named = toDoOf([...checks, ...more].map((check) => finding(check, 'warn'))).map(
      ({ runbook }) => runbook!,
    );
    const root = join(import.meta.dirname, '../../..');
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('is nothing on a day of notes', () => {
    expect(toDoOf([finding('books-open', 'note')])).toEqual([]);
  });
});
