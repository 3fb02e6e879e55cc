import { partHead } from '../parts/part-head.tsx';

/** The head of the views of Days that are not of a single one. */
export const DaysHead = partHead('Days', [
  ['/days', 'Days'],
  ['/days/ranges', 'Weeks and ranges'],
]);
