import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readUpConfig } from '../../../src/cli/up-config-file.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): unknown => parse(readFileSync(join(ROOT, path), 'utf8'));

const COMPOSE = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      hostname: z.string().optional(),
      volumes: z.array(z.string()).default([]),
      secrets: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
    }),
  ),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});
const compose = COMPOSE.parse(read('compose.yaml'));
const services = Object.entries(compose.services);

describe('compose.yaml', () => {
  it('names only volumes, secrets, services and files that there are', () => {
    const missing = services.flatMap(([, service]) => [
      ...service.volumes
        .map((volume) => volume.split(':')[0]!)
        .filter((from) =>
          from.startsWith('.') ? !existsSync(join(ROOT, from)) : !(from in compose.volumes),
        ),
      ...service.secrets.filter((name) => !(name in compose.secrets)),
      ...(Array.isArray(service.depends_on)
        ? service.depends_on
        : Object.keys(service.depends_on)
      ).filter((name) => !(name in compose.services)),
    ]);
    expect(missing).toEqual([]);
  });

  it('opens ports to this machine alone', () => {
    const ports = services.flatMap(([, { ports: own }]) => own);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('pins every image that comes from a registry', () => {
    const fromOutside = services
      .map(([, { image }]) => image)
      .filter((image) => image.includes('/'));
    expect(fromOutside.filter((image) => !/:v?\d+\.\d+\.\d+$/.test(image))).toEqual([]);
    expect(fromOutside).toHaveLength(3);
  });

  it('gives Showrunner a configuration that it accepts, on the topic of the broker beside it', () => {
    const { source } = readUpConfig(join(ROOT, 'deploy/showrunner.yaml'));
    expect(source).toMatchObject({ kind: 'kafka' });
    expect(JSON.stringify(source)).toContain('kafka:9092');
  });

  it('has Prometheus read both ports under a name that the control server answers to', () => {
    const { scrape_configs: jobs } = z
      .object({
        scrape_configs: z.array(
          z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) }),
        ),
      })
      .parse(read('deploy/prometheus.yml'));
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((config) => config.targets));
    const name = compose.services['showrunner']!.hostname;
    expect(targets).toEqual([`${name}:8082`, `${name}:8090`]);
  });
});
