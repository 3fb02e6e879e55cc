import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, type Engine } from './engine.ts';

/** The name that the image gets. */
export const IMAGE = 'localhost/showrunner:ci';

/**
 * Builds the image of a checkout.
 *
 * @returns its size in bytes
 */
export function buildImage(engine: Engine, root: string): number {
  const commit = execFileSync('git', ['-C', root, 'rev-parse', 'HEAD'], {
    encoding: 'utf8',
  }).trim();
  const args = ['--build-arg', `COMMIT=${commit}`, '-t', IMAGE];
  if (engine.name === 'docker') engine.run(['build', ...args, root], { quiet: true });
  else
    execFileSync(
      'buildah',
      [
        'bud',
        '-q',
        '--isolation',
        'chroot',
        '--pull-never',
        '--network',
        'host',
        '--layers',
        '--format',
        'docker',
        ...ownRegistry(),
        ...args,
        root,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  const size = engine.run(['image', 'inspect', '--format', '{{.Size}}', IMAGE]);
  return Number(size);
}

/** npm inside the build asks the registry of this machine, by the certificates of this machine. */
function ownRegistry(): string[] {
  const of = (key: string): string =>
    execFileSync('npm', ['config', 'get', key], { encoding: 'utf8' }).trim();
  const authorities = process.env['NODE_EXTRA_CA_CERTS'] ?? of('cafile');
  const hasOwn = authorities !== 'null' && authorities !== 'undefined' && authorities !== '';
  const inside = '/run/authorities.pem';
  mkdirSync(CACHE, { recursive: true });
  const npmrc = join(CACHE, 'npmrc');
  const lines = [`registry=${of('registry')}`, ...(hasOwn ? [`cafile=${inside}`] : [])];
  writeFileSync(npmrc, `${lines.join('\n')}\n`);
  return [
    '-v',
    `${npmrc}:/root/.npmrc:ro`,
    ...(hasOwn ? ['-v', `${authorities}:${inside}:ro`] : []),
  ];
}
