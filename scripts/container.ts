import { join } from 'node:path';
import { provideBaseImage } from './container/base-images.ts';
import { buildImage } from './container/build-image.ts';
import { findEngine } from './container/engine.ts';
import { smokeTest } from './container/smoke-test.ts';

/**
 * `node scripts/container.ts` builds the image with Docker or Podman and tries it: an answer, the
 * health check, a stop with a request in flight, all roles in one container. Ends with 1 when
 * something does not hold, and with 3 where nothing can build images.
 */
const ROOT = join(import.meta.dirname, '..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const engine = findEngine();
if (engine === null) {
  say('The image is not tried: found neither Docker nor Podman, expected one of them.');
  process.exit(3);
}
try {
  provideBaseImage(engine, ROOT, say);
  const started = performance.now();
  const bytes = buildImage(engine, ROOT);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  say(`The image is built in ${seconds} s: ${(bytes / 1e6).toFixed(0)} MB.`);
  await smokeTest(engine, ROOT, say);
} catch (thrown) {
  say(thrown instanceof Error ? thrown.message : String(thrown));
  process.exit(1);
}
