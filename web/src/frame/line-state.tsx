import { useStatus } from '../api/use-status.ts';
import { utcTime } from '../words/times.ts';

/** Whether figures are live, and how far the log has come. */
export function LineState() {
  const { line, status } = useStatus();
  const at = status?.stream.lastEventAt ?? null;
  return (
    <p className="line-state" data-state={line} role="status">
      <span className="line-dot" aria-hidden="true" />
      <span className="line-words">{WORDS[line]}</span>
      {at !== null && (
        <span className="line-log" title="The time of the latest event that was read">
          log at <time dateTime={at}>{utcTime(at)}</time>
        </span>
      )}
    </p>
  );
}

const WORDS = { waiting: 'connecting', live: 'live', lost: 'connection lost' } as const;
