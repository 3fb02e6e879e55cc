import './data.css';
import { partHead } from '../parts/part-head.tsx';

/** The head of every view of Data. */
export const DataHead = partHead('Data', [
  ['/data', 'Findings'],
  ['/data/quarantine', 'Quarantine'],
  ['/data/catalogue', 'Catalogue'],
  ['/data/datasets', 'Datasets'],
  ['/data/drift', 'Drift'],
]);
