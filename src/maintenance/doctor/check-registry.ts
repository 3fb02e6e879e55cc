import { ALIASES, listVersions, versionBehind } from '../../registry/index.ts';
import type { ArtifactStore, Metadata } from '../../store/index.ts';
import { noteworthy, trouble, well, type Diagnosis } from './diagnosis.ts';

/** Whether every name in the registry stands for a model that can be read. */
export async function checkRegistry(
  metadata: Metadata,
  artifacts: ArtifactStore,
  home: string,
): Promise<Diagnosis[]> {
  const models = await artifacts.examine('model');
  const whole = new Set(models.filter(({ damage }) => damage === null).map(({ id }) => id));
  const versions = await listVersions(metadata);
  if (versions.length === 0) return [];
  const lost = versions.filter(({ modelId }) => !whole.has(modelId)).map((v) => v.version);
  const summary =
    lost.length === 0
      ? well('registry', `${versions.length} versions, each with its model.`)
      : noteworthy('registry', `Versions without a model: ${lost.join(', ')}.`, null);
  const aliases = await Promise.all(
    ALIASES.map(async (alias) => {
      const version = (await versionBehind(metadata, alias))?.version;
      return version !== undefined && lost.includes(version) ? [{ alias, version }] : [];
    }),
  );
  return [summary, ...aliases.flat().map((lostAlias) => aliasTrouble(lostAlias, home))];
}

const aliasTrouble = (
  { alias, version }: { readonly alias: string; readonly version: string },
  home: string,
): Diagnosis =>
  trouble(
    'registry',
    `The ${alias} is ${version}, whose model cannot be read.`,
    `npx showrunner run --force --home ${home} trains anew; npx showrunner promote VERSION --home ${home} takes another.`,
  );
