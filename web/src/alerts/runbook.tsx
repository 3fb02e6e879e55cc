import './alerts.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { Markdown } from '../parts/markdown.tsx';
import { PageHead } from '../parts/page-head.tsx';

const route = getRouteApi('/alerts/runbooks/$name');

/** What an alert means, how to check, what to do. */
export function RunbookPage() {
  const { name } = route.useParams();
  const query = useControl('GET /v1/runbooks/{runbook}', { path: { runbook: name } });
  return (
    <>
      <PageHead
        title={query.data?.title ?? 'Runbook'}
        actions={
          <Link className="button" to="/alerts">
            All alerts
          </Link>
        }
      >
        What the alert means, how to check, what to do.
      </PageHead>
      <Asked query={query} what="the runbook">
        {({ markdown }) => (
          <div className="runbook">
            <Markdown markdown={withoutTitle(markdown)} link={linkOf} />
          </div>
        )}
      </Asked>
    </>
  );
}

const withoutTitle = (markdown: string): string => markdown.replace(/^# .+$/m, '');

/** Other runbooks are pages here; what else is linked to lies beside the program. */
function linkOf(to: string, text: string) {
  if (/^https?:/.test(to)) return <a href={to}>{text}</a>;
  const name = /^([a-z][a-z0-9-]*)\.md$/.exec(to)?.[1];
  return name === undefined ? (
    text
  ) : (
    <Link to="/alerts/runbooks/$name" params={{ name }}>
      {text}
    </Link>
  );
}
