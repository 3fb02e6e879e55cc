import type { Run } from '../api/control-types.ts';
import { shortId } from '../words/names.ts';

/** A run's name, short and never that of another: what it made, or its stage and id. */
export const runName = ({
  version,
  stage,
  family,
  runId,
}: Pick<Run, 'version' | 'stage' | 'family' | 'runId'>): string =>
  version === null
    ? `${stage} ${family ?? ''} ${shortId(runId.slice(-8))}`
    : `${version} (${runId.slice(-4)})`;
