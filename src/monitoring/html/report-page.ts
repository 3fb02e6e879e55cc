import type { Report } from '../report.ts';

/** placeholder */
export const reportPage = (report: Report): string => `<pre>${JSON.stringify(report)}</pre>`;
