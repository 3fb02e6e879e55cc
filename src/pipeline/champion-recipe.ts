import { NotFoundError, ShowrunnerError } from '../domain/errors.ts';
import { versionBehind, type ModelContent, type Recipe } from '../registry/index.ts';
import type { ArtifactStore, Metadata } from '../store/index.ts';

/** A personal model that serves. */
export interface Champion {
  readonly version: string;
  readonly recipe: Recipe;
}

/**
 * The personal champion and its recipe; `null` while popularity serves, and for one that nobody can
 * read any more: what is trained next is held against popularity alone then, and takes its place.
 */
export async function championRecipe(
  { metadata, artifacts }: { readonly metadata: Metadata; readonly artifacts: ArtifactStore },
  baselineFamily: string,
): Promise<Champion | null> {
  const version = await versionBehind(metadata, 'champion');
  if (version === null || version.family === baselineFamily) return null;
  try {
    const model = await artifacts.load<ModelContent>('model', version.modelId);
    return { version: version.version, recipe: model.manifest.content.recipe };
  } catch (thrown) {
    if (isGone(thrown)) return null;
    throw thrown;
  }
}

const isGone = (thrown: unknown): boolean =>
  thrown instanceof NotFoundError ||
  (thrown instanceof ShowrunnerError && thrown.code === 'ARTIFACT_CORRUPT');
