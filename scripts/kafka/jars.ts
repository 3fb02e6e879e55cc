import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The Apache Kafka that tests, proofs and benchmarks run. */
export const KAFKA_VERSION = '4.4.0';

/** Where its jars are kept between runs; `SHOWRUNNER_KAFKA_JARS` names another folder. */
export const kafkaJarsFolder = (): string =>
  process.env['SHOWRUNNER_KAFKA_JARS'] ??
  join(homedir(), '.cache', 'showrunner', `kafka-${KAFKA_VERSION}`);

/** Why there can be no broker here; `null` where there can. */
export function whyNoKafka(): string | null {
  if (!runs('java', ['-version'])) return 'there is no Java here';
  if (existsSync(kafkaJarsFolder()) || runs('mvn', ['-version'])) return null;
  return 'Kafka was not fetched, and there is no Maven here';
}

/**
 * Fetches Kafka from Maven Central unless it was fetched before.
 *
 * @returns the folder of the jars
 * @throws Error when Maven cannot fetch it
 */
export function fetchKafka(): string {
  const folder = kafkaJarsFolder();
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    writeFileSync(join(draft, 'pom.xml'), POM);
    const goal = 'dependency:copy-dependencies';
    const to = ['-DincludeScope=runtime', `-DoutputDirectory=${draft}`];
    execFileSync('mvn', ['-q', '-B', '-f', join(draft, 'pom.xml'), goal, ...to], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>showrunner</groupId>
  <artifactId>kafka-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${KAFKA_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

const runs = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;
