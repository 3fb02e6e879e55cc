import { catalogueHttp, realTiming } from '../adapters/index.ts';
import type { CatalogueApi } from '../catalogue/index.ts';
import { systemClock } from '../compose.ts';
import { errorOf } from '../domain/errors.ts';

/** Most requests a second unless told otherwise. */
export const API_REQUESTS_PER_SECOND = 50;

/** Days for which "there is no such id" is believed unless told otherwise. */
export const MISSING_DAYS = 7;

/**
 * The APIs at an address, with credentials from the environment: `SHOWRUNNER_CATALOGUE_TOKEN` as a
 * bearer token, or `SHOWRUNNER_CATALOGUE_USER` and `SHOWRUNNER_CATALOGUE_PASSWORD`.
 *
 * @param option name of the option or setting, quoted in the error
 * @throws InputError `BAD_USAGE` when it is no such address
 */
export function catalogueApiAt(
  address: string,
  {
    option,
    perSecond = API_REQUESTS_PER_SECOND,
    environment = process.env,
  }: {
    readonly option: string;
    readonly perSecond?: number;
    readonly environment?: Readonly<Record<string, string | undefined>>;
  },
): CatalogueApi {
  return catalogueHttp({
    address: addressOf(address, option),
    timing: realTiming(systemClock, process.pid),
    perSecond,
    headers: authorization(environment),
  });
}

function addressOf(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '';
  if (plain && url.pathname === '/' && url.search === '') return url.origin;
  throw errorOf('BAD_USAGE', {
    found: `${option} ${text.replace(/\/\/[^@/]*@/, '//')}`,
    expected: 'http://HOST:PORT without a path; credentials come from the environment',
    help: 'npx showrunner catalogue sync --help',
  });
}

function authorization(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const token = environment['SHOWRUNNER_CATALOGUE_TOKEN'];
  const user = environment['SHOWRUNNER_CATALOGUE_USER'];
  const password = environment['SHOWRUNNER_CATALOGUE_PASSWORD'] ?? '';
  if (token !== undefined && token !== '') return { authorization: `Bearer ${token}` };
  if (user === undefined || user === '') return {};
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  return { authorization: `Basic ${basic}` };
}
