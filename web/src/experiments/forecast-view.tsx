import { useQuery } from '@tanstack/react-query';
import { control } from '../api/control.ts';
import type { Routes } from '../api/control-types.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Loading } from '../parts/loading.tsx';
import { Problem } from '../parts/problem.tsx';
import { count, counted, figure, percent } from '../words/numbers.ts';
import { duration } from '../words/times.ts';

type Route = Routes['POST /v1/comparison/forecast'];
export type PlannedComparison = Route['body']['plan'];
export type Forecast = NonNullable<Route['answer']['forecast']>;

/** What is foretold of a plan by the last days of the log. */
export const useForecast = (plan: PlannedComparison) =>
  useQuery({
    queryKey: ['forecast', plan],
    queryFn: () => control('POST /v1/comparison/forecast', { body: { plan } }),
    placeholderData: (before) => before,
    staleTime: 60_000,
  });

/** How many viewers and days a plan takes, and what size of harm it finds how soon. */
export function ForecastView({ plan }: { readonly plan: PlannedComparison }) {
  const { data, error } = useForecast(plan);
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <Loading what="what the log knows of the viewers" />;
  const { forecast } = data;
  if (forecast === null)
    return (
      <p className="soft">
        The log does not know the viewers well enough yet: it needs a day of requests, and what
        became of them in the {plan.windowHours ?? 24} hours after.
      </p>
    );
  const { mean, deviation, users, usersADay, steps, harms } = forecast;
  return (
    <>
      <p>
        In the last days of the log {count(users)} viewers asked, {count(usersADay)} on a day. They
        watch {figure(mean)} minutes in {plan.windowHours ?? 24} hours, with a standard deviation of{' '}
        {figure(deviation)}.
      </p>
      <DataTable
        label="How many viewers it takes"
        rows={steps}
        keyOf={({ share }) => String(share)}
        columns={[
          { name: 'Treatment', of: ({ share }) => percent(share) },
          {
            name: 'Viewers',
            isNumber: true,
            of: ({ outcomes }) => <span className="viewers-needed">{count(outcomes)}</span>,
          },
          {
            name: 'Time',
            isNumber: true,
            of: ({ days, isRead }) =>
              days === null || !isRead ? 'too few come' : duration(days * 86_400),
          },
          {
            name: 'Least told, min',
            isNumber: true,
            of: ({ smallest }) => figure(smallest),
          },
        ]}
      />
      <h3>What size of harm is found how soon?</h3>
      <DataTable
        label="What size of harm is found how soon"
        rows={harms}
        keyOf={({ harm }) => String(harm)}
        columns={[
          { name: 'Loss, min a viewer', of: ({ harm }) => figure(harm) },
          {
            name: 'Found after',
            isNumber: true,
            of: ({ days }) => (days === null ? 'not in its time' : duration(days * 86_400)),
          },
          {
            name: 'Met by at most',
            isNumber: true,
            of: ({ step }) => (step === null ? '–' : percent(steps[step]!.share)),
          },
        ]}
      />
      <p className="soft small">
        Least told: the smallest difference, in minutes of a viewer, that a step tells by its last
        day. With a chance of {percent(plan.power ?? 0.8)}. Of two equal ways something is concluded
        in at most {percent(plan.alpha ?? 0.05)} of experiments, however often one looks. A step
        lasts {counted(plan.maximumDays ?? 14, 'day')} at most.
      </p>
    </>
  );
}
