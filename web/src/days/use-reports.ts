import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { Report } from '../api/report-types.ts';

/** A report may be corrected while its books are open. */
const FRESH_MS = 30_000;

const reportQuery = (day: string) => ({
  queryKey: ['report', day],
  queryFn: () => ask<Report>(`/reports/${encodeURIComponent(day)}/report.json`),
  staleTime: FRESH_MS,
});

/** Days that have a report, the latest first. */
export const useReportDays = (): UseQueryResult<readonly string[]> =>
  useQuery({
    queryKey: ['report-days'],
    queryFn: async () => (await ask<{ readonly days: readonly string[] }>('/v1/reports')).days,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  });

export const useReport = (day: string): UseQueryResult<Report> => useQuery(reportQuery(day));

/** The reports of some days that have come so far, the earliest first. */
export function useReports(days: readonly string[]): {
  readonly reports: readonly Report[];
  readonly isPending: boolean;
} {
  return useQueries({
    queries: days.map(reportQuery),
    combine: (found) => ({
      reports: found
        .flatMap(({ data }) => (data === undefined ? [] : [data]))
        .toSorted((a, b) => a.day.localeCompare(b.day)),
      isPending: found.some(({ isPending }) => isPending),
    }),
  });
}
