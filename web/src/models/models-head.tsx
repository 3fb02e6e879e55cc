import type { ReactNode } from 'react';
import { PageHead } from '../parts/page-head.tsx';
import { SubNavigation } from '../parts/sub-navigation.tsx';
import { MODEL_VIEWS } from './views.ts';

/** The head of every view of Models. */
export const ModelsHead = ({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <>
    <SubNavigation label="Views of Models" views={MODEL_VIEWS} />
    <PageHead title={title} actions={actions}>
      {children}
    </PageHead>
  </>
);
