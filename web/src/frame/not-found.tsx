import { Link } from '@tanstack/react-router';
import { PageHead } from '../parts/page-head.tsx';

/** An address that leads nowhere. */
export const NotFound = () => (
  <>
    <PageHead title="There is no such page">
      The address may be mistyped, or what it led to has been removed.
    </PageHead>
    <p>
      <Link to="/">Back to Now</Link>
    </p>
  </>
);
