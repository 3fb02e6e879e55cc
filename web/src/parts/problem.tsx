import type { ReactNode } from 'react';
import { loginAddress } from '../api/login-address.ts';
import { Refused } from '../api/refused.ts';

/** What went wrong and what to do about it. */
export function Problem({
  error,
  onRetry,
  title = 'That did not work',
}: {
  readonly error: Error;
  readonly onRetry?: () => void;
  readonly title?: string;
}) {
  return (
    <div className="problem" role="alert">
      <p>
        <b>{title}.</b> {error.message} {adviceFor(error)}
      </p>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

function adviceFor(error: Error): ReactNode {
  if (!(error instanceof Refused)) return null;
  if (error.status === 401) return <a href={loginAddress()}>Log in again</a>;
  if (error.status === 403) return 'The token you are logged in with may only read.';
  return null;
}
