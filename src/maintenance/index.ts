export type { Diagnosis, DiagnosisState } from './doctor/diagnosis.ts';
export { compactLake, type CompactOptions, type CompactResult } from './compact/compact-lake.ts';
export { examineHome, type Patient } from './doctor/examine-home.ts';
export { retain, type Retired, type RetentionPolicy } from './retain/retain.ts';
export { rebuildLake, type RebuildOptions, type RebuildResult } from './rebuild/rebuild-lake.ts';
