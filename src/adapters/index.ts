export { localArtifactStore } from './local-artifact-store.ts';
export { openDuckDb, type DuckDbOptions } from './duckdb-tables.ts';
export { openSqliteMetadata, sqliteDamage } from './sqlite-metadata.ts';
export { fileSource } from './file-source.ts';
export { embeddedLogSource } from './embedded-log.ts';
export { EMBEDDED_LOG } from './embedded-log-files.ts';
export { openEmbeddedLog, type EmbeddedLogSettings } from './embedded-log-writer.ts';
export { readInteractionFile } from './interaction-file.ts';
export { catalogueHttp, type CatalogueHttpOptions } from './catalogue-http.ts';
export { realTiming, type HttpTiming } from './catalogue-http-timing.ts';
export { movieFile, userFile } from './file-catalogue.ts';
export { openMovielens, type Movielens } from './movielens.ts';
export { MOVIELENS_DECODERS } from './movielens-layout.ts';
export { openKafkaSource, type KafkaSource, type KafkaStart } from './kafka-source.ts';
export {
  DEFAULT_GROUP,
  DEFAULT_SESSION_MS,
  isKafkaUrl,
  KAFKA_URL_FORM,
  parseKafkaUrl,
  SASL_MECHANISMS,
  type KafkaSasl,
  type KafkaSettings,
  type KafkaTls,
} from './kafka-settings.ts';
export { openKafkaWriter, type KafkaWriter } from './kafka-writer.ts';
export { logWithPosted } from './log-with-posted.ts';
export { openFeatureAssigner, type AssignerSettings } from './openfeature-assigner.ts';
export { loadOpenFeatureProvider } from './openfeature-module.ts';
export { experimentProvider } from './openfeature-provider.ts';
