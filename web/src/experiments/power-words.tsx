import { useQuery } from '@tanstack/react-query';
import { control } from '../api/control.ts';
import type { Routes } from '../api/control-types.ts';
import { useStatus } from '../api/use-status.ts';
import { Problem } from '../parts/problem.tsx';
import { count, figure } from '../words/numbers.ts';

type PowerBody = Routes['POST /v1/comparison/power']['body'];

/** How many viewers, and how many days with as many as lately. */
export function PowerWords(asked: Pick<PowerBody, 'effect' | 'deviation' | 'treatmentShare'>) {
  const usersPerDay = useStatus().status?.report?.viewers;
  const body = { ...asked, ...(usersPerDay === undefined ? {} : { usersPerDay }) };
  const { data, error } = useQuery({
    queryKey: ['power', body],
    queryFn: () => control('POST /v1/comparison/power', { body }),
    enabled: asked.effect > 0 && asked.deviation > 0,
    placeholderData: (before) => before,
  });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="soft">Say how large an effect is worth finding.</p>;
  return (
    <p className="power-answer" role="status">
      <b>{count(data.users)}</b> viewers
      {data.days !== null && (
        <>
          , about <b>{figure(data.days)}</b> days with {count(usersPerDay ?? 0)} viewers a day
        </>
      )}
      .
    </p>
  );
}
