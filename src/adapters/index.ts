export { localArtifactStore } from './local-artifact-store.ts';
export { openDuckDb, type DuckDbOptions } from './duckdb-tables.ts';
export { openSqliteMetadata, sqliteDamage } from './sqlite-metadata.ts';
export { fileSource } from './file-source.ts';
export { readInteractionFile } from './interaction-file.ts';
export { movieFile, userFile } from './file-catalogue.ts';
export { openMovielens, type Movielens } from './movielens.ts';
export { MOVIELENS_DECODERS } from './movielens-layout.ts';
