import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueHttp } from '../../src/adapters/index.ts';
import {
  currentSnapshot,
  loadCatalogue,
  syncFromApi,
  type CatalogueApi,
  type CatalogueQuestions,
} from '../../src/catalogue/index.ts';
import type { Installation } from '../../src/compose.ts';
import { SILENT } from '../../src/domain/progress.ts';
import { itemId, userId } from '../../src/domain/ids.ts';
import { movielogDecoder } from '../../src/events/index.ts';
import { idsInLake } from '../../src/ingest/index.ts';
import { ingestFile } from '../support/ingest-file.ts';
import { temporaryFolder, temporaryInstallation } from '../support/installation.ts';
import { json, movieBody, scriptedApi, userBody } from '../support/scripted-api.ts';
import { steppedTiming } from '../support/stepped-timing.ts';

/** A service with films 1 … 9 and users 1 … 50. */
const service = () =>
  scriptedApi((path, response) => {
    const [, kind, ids] = path.split('/') as [string, string, string];
    if (kind === 'user')
      return json(
        response,
        Number(ids) <= 50 ? userBody(Number(ids)) : { message: 'user not found' },
      );
    const found = ids.split(',').filter((id) => /^film\+[1-9]$/.test(id));
    if (found.length === 0) return json(response, { message: 'movie not found' }, 404);
    json(
      response,
      found.map((id) => movieBody(id)),
    );
  });

const sync = (
  installation: Installation,
  api: CatalogueApi,
  wanted: Partial<CatalogueQuestions>,
  { nowMs = 1_000_000, stop = new AbortController().signal } = {},
) =>
  syncFromApi({
    ...installation,
    clock: { nowMs: () => nowMs },
    api,
    wanted: { items: [], users: [], ...wanted },
    missingDays: 7,
    progress: SILENT,
    stop,
  });
const apiAt = (address: string): CatalogueApi =>
  catalogueHttp({ address, timing: steppedTiming(), concurrency: 1 });

describe('syncing the catalogue from the APIs', () => {
  it('knows what is there, what is not, and what was never asked', async () => {
    const installation = await temporaryInstallation();
    const api = apiAt((await service()).address);
    await sync(installation, api, { items: ['film+1', 'lost+1'], users: ['7', '70'] });
    const snapshot = await currentSnapshot(installation.home, installation.artifacts);
    const catalogue = await loadCatalogue(installation.tables, snapshot!);
    expect([catalogue.itemCoverage, catalogue.userCoverage]).toEqual(['live', 'live']);
    const items = ['film+1', 'lost+1', 'film+2'].map(itemId);
    expect(items.map(catalogue.hasItem)).toEqual([true, false, false]);
    expect(items.map(catalogue.lacksItem)).toEqual([false, true, false]);
    expect(catalogue.lacksUser(userId('70'))).toBe(true);
    expect(catalogue.item(itemId('film+1'))?.runtimeMinutes).toBe(90);
  });

  it('asks for nothing twice until "not there" has expired', async () => {
    const installation = await temporaryInstallation();
    const { address, paths } = await service();
    const wanted = { items: ['film+1', 'lost+1'], users: ['7', '70'] };
    await sync(installation, apiAt(address), wanted);
    const sent = paths.length;
    const again = await sync(installation, apiAt(address), wanted);
    expect([again.changed, paths.length]).toEqual([false, sent]);
    await sync(installation, apiAt(address), wanted, { nowMs: 1_000_000 + 8 * 86_400_000 });
    expect(paths.slice(sent)).toEqual(['/movie/lost+1', '/user/70']);
  });

  it('goes on where it was stopped, whatever a crash left of the last line', async () => {
    const installation = await temporaryInstallation();
    const { address, paths } = await service();
    const users = Array.from({ length: 30 }, (_, k) => String(k + 1));
    const real = apiAt(address);
    // Dies as a process does, after twelve answers.
    const dying: CatalogueApi = {
      name: real.name,
      ask: (questions, options) => {
        let count = 0;
        return real.ask(questions, {
          ...options,
          take: (answer) => {
            if (++count > 12) throw new Error('killed');
            options.take(answer);
          },
        });
      },
    };
    await expect(sync(installation, dying, { users })).rejects.toThrow('killed');
    const journal = join(installation.home.root, 'catalogue', 'answers-sync.jsonl');
    appendFileSync(journal, '{"kind":"user","id":"13","bo');
    const before = paths.length;
    const { asked, resumed, snapshot } = await sync(installation, real, { users });
    expect({ asked, resumed, sent: paths.length - before }).toEqual({
      asked: 18,
      resumed: 12,
      sent: 18,
    });
    expect(snapshot!.manifest.content.userCount).toBe(30);
  });

  it('finds what the answers say otherwise than documented, with share and examples', async () => {
    const installation = await temporaryInstallation();
    const { address } = await scriptedApi((path, response) => {
      const id = path.split('/')[2]!;
      if (path.startsWith('/user/'))
        return json(response, userBody(Number(id), id === '2' ? { age: 430 } : { nickname: 'x' }));
      const { status: _gone, ...rest } = movieBody('film+1') as Record<string, unknown>;
      json(response, { ...rest, runtime: '90' });
    });
    const { findings } = await sync(installation, apiAt(address), {
      items: ['film+1'],
      users: ['1', '2'],
    });
    expect(findings.map(({ check, message, examples }) => [check, message, ...examples])).toEqual([
      [
        'catalogue-movie-field-gone',
        "1 of 1 answers of the movie API (100.0 %) lack the field 'status'.",
        'film+1: nothing',
      ],
      [
        'catalogue-movie-field-type',
        "1 of 1 answers of the movie API (100.0 %) give another type for 'runtime'.",
        'film+1: "90"',
      ],
      [
        'catalogue-user-field-new',
        "1 of 2 answers of the user API (50.0 %) have the undocumented field 'nickname'.",
        '1: "x"',
      ],
      [
        'catalogue-user-field-nonsense',
        "1 of 2 answers of the user API (50.0 %) make no sense in 'age'.",
        '2: 430',
      ],
    ]);
    // Tolerant all the same: the runtime is read from its text.
    const snapshot = await currentSnapshot(installation.home, installation.artifacts);
    const catalogue = await loadCatalogue(installation.tables, snapshot!);
    expect(catalogue.item(itemId('film+1'))?.runtimeMinutes).toBe(90);
  });

  it('says so when nothing answers', async () => {
    const installation = await temporaryInstallation();
    const { address } = await scriptedApi((_path, response) => response.writeHead(503).end());
    await expect(sync(installation, apiAt(address), { users: ['1'] })).rejects.toMatchObject({
      code: 'CATALOGUE_UNREACHABLE',
    });
  });

  it('takes the ids from the lake, those that repairs would give among them', async () => {
    const installation = await temporaryInstallation();
    const path = join(temporaryFolder(), 'stream.log');
    writeFileSync(
      path,
      [
        '2024-03-01T00:00:01,1,GET /data/m/film+1/0.mpg',
        '2024-03-01T00:00:02.071,2,recommendation request a:8082, status 200, result: film+2, 5 ms',
        '2024-03-01T00:00:03,3,GZET /data/m/film+3/0.mpg',
        '2024-03-01T00:00:04,4,nonsense',
        '',
      ].join('\n'),
    );
    const { segments } = await ingestFile(installation, path);
    expect(await idsInLake(installation.tables, segments, movielogDecoder)).toEqual({
      items: ['film+1', 'film+2', 'film+3'],
      users: ['1', '2', '3'],
    });
  });
});
