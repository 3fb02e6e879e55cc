import type { ReactNode } from 'react';
import { PageHead } from '../parts/page-head.tsx';
import { SubNavigation } from '../parts/sub-navigation.tsx';

const VIEWS = [
  ['/days', 'Days'],
  ['/days/ranges', 'Weeks and ranges'],
] as const;

/** The head of the views of Days that are not of a single one. */
export const DaysHead = ({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <>
    <SubNavigation label="Views of Days" views={VIEWS} />
    <PageHead title={title} actions={actions}>
      {children}
    </PageHead>
  </>
);
