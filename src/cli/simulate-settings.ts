import { errorOf } from '../domain/errors.ts';
import {
  faultShares,
  HOUSE_POLICIES,
  houseRecommender,
  httpRecommender,
  parseIncident,
  parseSimulationConfig,
  type Recommender,
  type Simulation,
  type SimulationConfig,
} from '../simulator/index.ts';
import type { Clock } from '../domain/clock.ts';
import type { CommonOptions } from './command.ts';
import { parseInstant } from './time-option.ts';

/** The options of `simulate` as they were typed. */
export interface SimulateOptions extends CommonOptions {
  readonly users: string;
  readonly movies: string;
  readonly days: string;
  readonly seed: string;
  readonly faults: string;
  readonly repeated: string;
  readonly late: string;
  readonly start?: string;
  readonly realtime?: boolean;
  readonly speed?: string;
  readonly recommender: string;
  readonly truth?: string;
  readonly partitions: string;
  readonly to?: string;
  readonly activity: string;
  readonly incident: readonly string[];
  readonly accounts: boolean;
  readonly apiPort?: string;
  readonly apiRate: string;
}

/** First instant when neither `--start` nor `--realtime` is given. */
export const DEFAULT_START = '2026-01-05';
const HELP = 'npx showrunner simulate --help';
const DAY_MS = 86_400_000;
/** The caller of newer installations gives up after this. */
const TIMEOUT_MS = 600;
const USUAL_PORT = 8082;

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** @param nowMs where `--realtime` starts @throws InputError `SIMULATION_SETTING`, `BAD_USAGE` */
export function configOf(options: SimulateOptions, nowMs: number): SimulationConfig {
  const startMs =
    options.start === undefined && options.realtime === true
      ? wholeSecond(nowMs)
      : wholeSecond(parseInstant(options.start ?? DEFAULT_START, HELP));
  return parseSimulationConfig({
    seed: parseWhole('seed', options.seed),
    userCount: parseWhole('users', options.users),
    itemCount: parseWhole('movies', options.movies),
    startMs,
    viewingsPerUserDay: parsePositive('activity', options.activity),
    partitionCount: parseWhole('partitions', options.partitions),
    accountLines: options.accounts,
    faults: {
      ...faultShares(parseRate('faults', options.faults)),
      repeated: parseRate('repeated', options.repeated),
      late: parseRate('late', options.late),
    },
    incidents: options.incident.map((text) => parseIncident(text, startMs)),
  });
}

/** The instant at which a simulation ends (excluded). @throws InputError `SIMULATION_SETTING` */
export const endOf = (options: SimulateOptions, startMs: number): number =>
  startMs + wholeSecond(parsePositive('days', options.days) * DAY_MS);

/** Simulated seconds a second; `Infinity` for as fast as it goes. @throws as `endOf` */
export function speedOf(options: SimulateOptions): number {
  if (options.speed !== undefined) return parsePositive('speed', options.speed);
  return options.realtime === true ? 1 : Infinity;
}

/** Where the lists come from. @param clock monotonic, for latencies @throws as `endOf` */
export function recommenderOf(
  who: string,
  simulation: Simulation,
  clock: Clock,
): Recommender & { close(): void } {
  const { config } = simulation.world;
  const policy = HOUSE_POLICIES.find((known) => known === who);
  if (policy !== undefined)
    return { ...houseRecommender(policy, simulation.house, config.seed), close: () => undefined };
  const url = URL.parse(who);
  if (url?.protocol !== 'http:')
    throw badSetting('recommender', who, `${HOUSE_POLICIES.join(', ')} or http://HOST:PORT`);
  const live = httpRecommender({
    address: { host: url.hostname, port: Number(url.port || USUAL_PORT) },
    namedHost: config.host,
    timeoutMs: TIMEOUT_MS,
    knows: (movieId) => simulation.world.itemOf(movieId) !== undefined,
    clock,
  });
  // The warm-up leaves no lines, so nobody outside should hear of it.
  const house = houseRecommender('mixed', simulation.house, config.seed);
  return {
    ask: (userId, atMs) => (atMs < config.startMs ? house : live).ask(userId, atMs),
    close: () => live.close(),
  };
}

const badSetting = (setting: string, found: string, expected: string): Error =>
  errorOf('SIMULATION_SETTING', { setting, found: `'${found}'`, expected });

/** @throws InputError `SIMULATION_SETTING` */
export function parseWhole(setting: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw badSetting(setting, text, 'a whole number');
  return Number(text);
}

/** @throws InputError `SIMULATION_SETTING` */
export function parsePositive(setting: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < Infinity))
    throw badSetting(setting, text, 'a number above 0');
  return value;
}

function parseRate(setting: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw badSetting(setting, text, 'a share from 0 to 1');
  return value;
}
