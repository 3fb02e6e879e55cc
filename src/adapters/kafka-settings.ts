import { errorOf } from '../domain/errors.ts';

/** How to reach a topic. Resolved: files and passwords are contents here, not names. */
export interface KafkaSettings {
  readonly brokers: readonly KafkaAddress[];
  readonly topic: string;
  /** Consumer group. */
  readonly group: string;
  /** Fixed name of this member; a member that comes back under it gets its partitions at once. */
  readonly member: string | null;
  /** A member that is not heard of for so long is taken for dead. */
  readonly sessionMs: number;
  readonly tls: KafkaTls | null;
  readonly sasl: KafkaSasl | null;
}

export interface KafkaAddress {
  readonly host: string;
  readonly port: number;
}

/** PEM contents; `null` where the system's or none is meant. */
export interface KafkaTls {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

export const SASL_MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

export interface KafkaSasl {
  readonly mechanism: (typeof SASL_MECHANISMS)[number];
  readonly username: string;
  readonly password: string;
}

export const DEFAULT_GROUP = 'showrunner';
export const DEFAULT_SESSION_MS = 30_000;
const DEFAULT_PORT = 9092;
const ADDRESS = /^(\[[\da-fA-F:]+\]|[\w.-]+)(?::(\d{1,5}))?$/;
const TOPIC = /^[\w.-]{1,249}$/;

/** What a Kafka address looks like, for messages. */
export const KAFKA_URL_FORM = 'kafka://HOST:PORT[,HOST:PORT…]/TOPIC';

/** Whether a text means Kafka at all. */
export const isKafkaUrl = (text: string): boolean => text.startsWith('kafka://');

/**
 * Brokers and topic of `kafka://HOST:PORT[,HOST:PORT…]/TOPIC`; `null` for anything else.
 */
export function parseKafkaUrl(text: string): Pick<KafkaSettings, 'brokers' | 'topic'> | null {
  const [, hosts, topic] = /^kafka:\/\/([^/]+)\/([^/]+)$/.exec(text) ?? [];
  if (hosts === undefined || topic === undefined || !TOPIC.test(topic)) return null;
  const brokers = hosts.split(',').map(parseAddress);
  return brokers.some((broker) => broker === null)
    ? null
    : { brokers: brokers as KafkaAddress[], topic };
}

function parseAddress(text: string): KafkaAddress | null {
  const [, host, digits] = ADDRESS.exec(text) ?? [];
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

/** The brokers as they are named in messages. */
export const brokersOf = ({ brokers }: Pick<KafkaSettings, 'brokers'>): string =>
  brokers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(',');

/** The error for brokers that cannot be used, with what lies at its bottom. */
export const kafkaFailed = (settings: Pick<KafkaSettings, 'brokers'>, thrown: unknown): Error =>
  errorOf('KAFKA_FAILED', { brokers: brokersOf(settings), found: reasonOf(thrown) }, thrown);

/** The words of the innermost error: the outer ones only say what was tried. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const inner = (thrown instanceof AggregateError ? thrown.errors.at(-1) : null) ?? thrown.cause;
  if (inner instanceof Error) return reasonOf(inner);
  return thrown.message || ((thrown as NodeJS.ErrnoException).code ?? thrown.name);
}
