import type { KafkaSasl } from '../adapters/index.ts';

/** Where lines come from, as plain JSON: names of files and variables, no secrets. */
export type SourceSettings = FileSourceSettings | EmbeddedSourceSettings | KafkaSourceSettings;

export interface FileSourceSettings {
  readonly kind: 'file';
  readonly path: string;
  /** Whether what is posted to the home's own log is read beside it. */
  readonly withPosted?: boolean;
}

/** The log that the home keeps of what is posted to it. */
export interface EmbeddedSourceSettings {
  readonly kind: 'embedded';
}

export interface KafkaSourceSettings {
  readonly kind: 'kafka';
  /** `kafka://HOST:PORT[,HOST:PORT…]/TOPIC`. */
  readonly url: string;
  readonly group: string;
  readonly member: string | null;
  readonly sessionSeconds: number;
  /** PEM files; `null` for plain connections. */
  readonly tls: KafkaTlsFiles | null;
  readonly sasl: KafkaSaslSettings | null;
}

/** `null` where the system's, or none, is meant. */
export interface KafkaTlsFiles {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

export interface KafkaSaslSettings {
  readonly mechanism: KafkaSasl['mechanism'];
  readonly username: string;
  /** Name of the environment variable that holds the password. */
  readonly passwordVariable: string;
}

/** A source as people call it. */
export function sourceWords(source: SourceSettings): string {
  if (source.kind === 'embedded') return 'what is posted to /v1/events';
  return source.kind === 'file' ? source.path : source.url;
}
