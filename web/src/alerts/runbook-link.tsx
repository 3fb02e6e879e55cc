import { Link } from '@tanstack/react-router';
import type { Alerts } from '../api/control-types.ts';

/** Where it says what to do: a page of the app, an address elsewhere, or a file of the program. */
export const RunbookLink = ({
  alert: { rule, runbook, runbookName },
}: {
  readonly alert: Alerts['alerts'][number];
}) => {
  if (runbookName !== null)
    return (
      <Link to="/alerts/runbooks/$name" params={{ name: runbookName }}>
        What to do<span className="hidden-text"> about {rule}</span>
      </Link>
    );
  return /^https?:/.test(runbook) ? (
    <a href={runbook}>
      What to do<span className="hidden-text"> about {rule}</span>
    </a>
  ) : (
    <code>{runbook}</code>
  );
};
