export type { Diagnosis, DiagnosisState } from './doctor/diagnosis.ts';
export { examineHome, type Patient } from './doctor/examine-home.ts';
export { rebuildLake, type RebuildOptions, type RebuildResult } from './rebuild/rebuild-lake.ts';
