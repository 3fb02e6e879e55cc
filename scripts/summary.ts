import { readFileSync } from 'node:fs';

/**
 * Prints how many tests passed and failed, from Vitest's JSON report, and names what was skipped:
 * `node scripts/summary.ts REPORT`.
 */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const report = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Report;
const skipped = report.testResults
  .flatMap((file) => file.assertionResults)
  .filter((test) => test.status !== 'passed' && test.status !== 'failed');
for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}\n`);
// A file that does not load has no tests to fail; it counts as one.
const failed = Math.max(report.numFailedTests, report.success ? 0 : 1);
process.stdout.write(`${report.numPassedTests} passed, ${failed} failed\n`);
