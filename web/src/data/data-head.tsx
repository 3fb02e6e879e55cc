import './data.css';
import type { ReactNode } from 'react';
import { PageHead } from '../parts/page-head.tsx';
import { SubNavigation } from '../parts/sub-navigation.tsx';

const VIEWS = [
  ['/data', 'Findings'],
  ['/data/quarantine', 'Quarantine'],
  ['/data/catalogue', 'Catalogue'],
  ['/data/datasets', 'Datasets'],
  ['/data/drift', 'Drift'],
] as const;

/** The head of every view of Data. */
export const DataHead = ({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <>
    <SubNavigation label="Views of Data" views={VIEWS} />
    <PageHead title={title} actions={actions}>
      {children}
    </PageHead>
  </>
);
