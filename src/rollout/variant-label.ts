import type { AssignmentRecord } from './assignment.ts';

/** How receipts name an arm: `<experiment>@<version>:<arm>`. */
export const variantLabel = (
  { experiment, version }: Pick<AssignmentRecord, 'experiment' | 'version'>,
  arm: string,
): string => `${experiment}@${version}:${arm}`;
