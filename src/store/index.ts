export { sha256, hashOf, hashRows, hashFile } from './hash.ts';
export { syncPath, renameDurably, writeFileDurably, diskFullOr } from './durable.ts';
export {
  HOME_FORMAT,
  markHome,
  openHome,
  openHomeToRebuild,
  requireHome,
  type Home,
} from './home.ts';
export { isRunning, ownProcess, type RunningProcess } from './running-process.ts';
export type { RunsTable } from './metadata.ts';
export { isRoleHeld, joinRole, lockRole, waitForRole, type Lock } from './lock.ts';
export {
  ARTIFACT_FOLDERS,
  MANIFEST_FORMAT,
  type Artifact,
  type ArtifactDraft,
  type ArtifactKind,
  type ArtifactStore,
  type Examined,
  type Manifest,
  type Repacking,
} from './artifact-store.ts';
export {
  sqlPaths,
  sqlString,
  type ColumnBatch,
  type ColumnType,
  type ParquetWriter,
  type SqlValue,
  type Staging,
  type Tables,
} from './tables.ts';
export type { ExperimentsTable, Metadata, MetadataSchema } from './metadata.ts';
export { migrateMetadata } from './migrate-metadata.ts';
export { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
export { readSafetensors, writeSafetensors, type FileFacts } from './safetensors-file.ts';
export { safetensorsLayout, type Tensor, type TensorFile } from './safetensors-layout.ts';
