import { describe, expect, it } from 'vitest';
import { junitReport } from '../../../src/cli/junit.ts';

describe('a JUnit report', () => {
  it('counts outcomes and escapes what it is told', () => {
    const report = junitReport('a "suite"', [
      { name: 'one', outcome: 'held', found: 'fine' },
      { name: 'two', outcome: 'broken', found: 'a < b & c' },
      { name: 'three', outcome: 'skipped', found: 'nothing to do' },
    ]);
    expect(report.split('\n')).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuite name="a &quot;suite&quot;" tests="3" failures="1" skipped="1">',
      '  <testcase classname="a &quot;suite&quot;" name="one"><system-out>fine</system-out></testcase>',
      '  <testcase classname="a &quot;suite&quot;" name="two"><failure message="a &lt; b &amp; c"/></testcase>',
      '  <testcase classname="a &quot;suite&quot;" name="three"><skipped message="nothing to do"/></testcase>',
      '</testsuite>',
      '',
    ]);
  });
});
