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

  it('is urgent where most answers fail, and says so first', () => {
    const found = [finding('voided-answers', 'warn'), finding('low-availability', 'warn')];
    const told = (availability: number | null) =>
      toDoOf(found, availability).map(({ check, urgency }) => `${check} ${urgency}`);
    expect(told(0.89)).toEqual(['low-availability now', 'voided-answers today']);
    expect(told(0.9)).toEqual(['voided-answers today', 'low-availability today']);
    expect(told(null)).toEqual(['voided-answers today', 'low-availability today']);
  });

  it('shows three examples at most', () => {
    const many = { ...finding('voided-answers', 'warn'), examples: ['a', 'b', 'c', 'd'] };
    expect(toDoOf([many])[0]!.examples).toEqual(['a', 'b', 'c']);
  });

  it('is nothing on a day of notes', () => {
    expect(toDoOf([finding('books-open', 'note')])).toEqual([]);
  });
});
