import { PageHead } from './page-head.tsx';
import { Problem } from './problem.tsx';

/** In place of a page that could not be shown. */
export const PageProblem = ({ error }: { readonly error: Error }) => (
  <>
    <PageHead title="This page cannot be shown" />
    <Problem error={error} onRetry={() => location.reload()} />
  </>
);
