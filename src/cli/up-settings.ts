import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorOf } from '../domain/errors.ts';
import { movielogDecoder } from '../events/index.ts';
import { openHome, type Home } from '../store/index.ts';
import { DEMO_HOLDOUT_RATE, demoOf, demoParts, type DemoWishes } from './up-demo.ts';
import { demoPaths } from './roles/demo-files.ts';
import { keepMapping } from './kept-mappings.ts';
import { readMappingFile } from './mapping-file.ts';
import type { UpSettings } from './roles/settings.ts';
import { EXAMPLE_CONFIG, readUpConfig, type UpConfig } from './up-config-file.ts';

/** What the command line asks for. */
export interface UpRequest {
  readonly demo: boolean;
  readonly wishes: DemoWishes;
  /** File given with `--config`; `undefined` for the usual one where there is one. */
  readonly config: string | undefined;
  /** `--home` and whether it was given. */
  readonly home: { readonly path: string; readonly given: boolean };
  readonly host: string | undefined;
  readonly ports: Partial<UpSettings['ports']>;
}

const USUAL_CONFIG = 'showrunner.yaml';
const USUAL_PORTS = { public: 8082, control: 8090, simulated: 8080 };
const LOOPBACK = '127.0.0.1';
const TOKEN_LENGTH = 16;

/**
 * Resolves a request into what the roles are told, and makes the home.
 *
 * @throws InputError `UP_NOTHING_TO_RUN`, `UP_CONFIG_INVALID`, `CONTROL_TOKEN`; ConflictError
 *   `UP_HOME_TAKEN`; as `demoOf` and `openHome`
 */
export function settingsOf(
  request: UpRequest,
  { nowMs, token }: { readonly nowMs: number; readonly token: string | undefined },
): UpSettings {
  const config = configOf(request);
  const host = request.host ?? config?.host ?? LOOPBACK;
  requireToken(host, token);
  const path = request.home.given ? request.home.path : (config?.home ?? request.home.path);
  const ports = { ...(config?.ports ?? USUAL_PORTS), ...request.ports };
  const common = {
    home: resolve(path),
    startedMs: nowMs,
    host,
    ports,
    decoder: movielogDecoder.name,
  };
  if (config === null) {
    const home = openHome(path);
    requireForDemo(home);
    return {
      ...common,
      contracts: null,
      rules: null,
      holdout: DEMO_HOLDOUT_RATE,
      assignment: null,
      ...demoParts(home, demoOf(home, request.wishes)),
    };
  }
  const home = openHome(path);
  if (existsSync(demoPaths(home.root).settings))
    throw errorOf('UP_HOME_TAKEN', {
      home: home.root,
      found: 'a simulated service',
      expected: 'none, because a real log is to be followed',
    });
  const { movies, users, complete, timeless, from, rate } = config.catalogue;
  return {
    ...common,
    source: config.source,
    decoder: decoderIn(home, config.mapping),
    catalogue: {
      movies: movies ?? null,
      users: users ?? null,
      completeMovies: complete,
      completeUsers: complete,
      timeless,
      ...(from === undefined ? {} : { from }),
      ...(rate === undefined ? {} : { perSecond: rate }),
    },
    schedule: config.schedule,
    contracts: config.contracts ?? null,
    rules: config.rules ?? null,
    holdout: config.serving.holdout ?? null,
    assignment: config.serving.assignment ?? null,
    pipeline: Object.entries(config.pipeline).map(([key, value]) => `${key}=${String(value)}`),
    demo: null,
  };
}

/** The name of the decoder, its mapping kept in the home. */
const decoderIn = (home: Home, mapping: string | undefined): string =>
  mapping === undefined ? movielogDecoder.name : keepMapping(home, readMappingFile(mapping)).name;

/** The configuration of a request, `null` for a demo. */
function configOf({ demo, config }: UpRequest): UpConfig | null {
  if (demo) return null;
  if (config === undefined && !existsSync(USUAL_CONFIG))
    throw errorOf('UP_NOTHING_TO_RUN', {
      found: `neither --demo nor --config, and no ${USUAL_CONFIG} here`,
      example: EXAMPLE_CONFIG,
    });
  return readUpConfig(config ?? USUAL_CONFIG);
}

/** A home with data of another source is not the place for simulated ones. */
function requireForDemo(home: Home): void {
  const isDemo = existsSync(demoPaths(home.root).settings);
  if (isDemo || !existsSync(join(home.root, 'lake'))) return;
  throw errorOf('UP_HOME_TAKEN', {
    home: home.root,
    found: 'data that were not simulated by up --demo',
    expected: 'an empty home, or that of an earlier demo',
  });
}

function requireToken(host: string, token: string | undefined): void {
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host);
  if (isLocal || (token !== undefined && token.length >= TOKEN_LENGTH)) return;
  throw errorOf('CONTROL_TOKEN', {
    host,
    found:
      token === undefined
        ? 'no SHOWRUNNER_TOKEN'
        : `a SHOWRUNNER_TOKEN of ${token.length} characters`,
    least: TOKEN_LENGTH,
  });
}
