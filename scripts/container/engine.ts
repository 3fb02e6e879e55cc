import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where base images and settings are kept between runs. */
export const CACHE = join(homedir(), '.cache', 'showrunner', 'container');

/** A program that builds and runs images. */
export interface Engine {
  readonly name: 'docker' | 'podman';
  /** Runs it and gives back what it prints; throws where it exits other than 0. */
  run(args: readonly string[], options?: { readonly quiet?: boolean }): string;
  /** Exit code, whatever it is. */
  status(args: readonly string[]): number;
}

/** Docker where its engine answers, else Podman; `null` where there is neither. */
export function findEngine(): Engine | null {
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0) return engine('docker', {});
  if (spawnSync('podman', ['--version'], { stdio: 'ignore' }).status !== 0) return null;
  return engine('podman', podmanEnvironment());
}

const engine = (name: Engine['name'], extra: Readonly<Record<string, string>>): Engine => {
  const env = { ...process.env, ...extra };
  return {
    name,
    run: (args, { quiet = false } = {}) =>
      execFileSync(name, args, {
        env,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
      }).trim(),
    status: (args) => spawnSync(name, args, { env, stdio: 'ignore' }).status ?? 1,
  };
};

/**
 * Settings with which Podman runs as root inside a container that gives it neither systemd nor
 * cgroups of its own.
 */
function podmanEnvironment(): Record<string, string> {
  mkdirSync(CACHE, { recursive: true });
  const conf = join(CACHE, 'containers.conf');
  writeFileSync(
    conf,
    `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
`,
  );
  return { CONTAINERS_CONF: conf, DISABLE_HC_SYSTEMD: 'true', BUILDAH_ISOLATION: 'chroot' };
}
