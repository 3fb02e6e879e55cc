import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../domain/canonical-json.ts';
import { NotFoundError } from '../domain/errors.ts';
import { setImmediate } from 'node:timers/promises';
import {
  ARTIFACT_FOLDERS,
  type Artifact,
  type ArtifactKind,
  type ArtifactStore,
  type Home,
} from '../store/index.ts';

/**
 * A store that reads each artifact once: artifacts never change, so only the names in the folder
 * are looked at again. Between two artifacts others get their turn, so that a large lake is taken
 * in without keeping anybody waiting.
 */
export function cachedArtifacts(home: Home, artifacts: ArtifactStore): ArtifactStore {
  const known = new Map<ArtifactKind, Map<string, Artifact>>();
  const ofKind = (kind: ArtifactKind): Map<string, Artifact> => {
    const map = known.get(kind) ?? new Map<string, Artifact>();
    known.set(kind, map);
    return map;
  };
  return {
    ...artifacts,
    load: async <C extends Json>(kind: ArtifactKind, id: string) => {
      const map = ofKind(kind);
      const artifact = map.get(id) ?? (await artifacts.load<C>(kind, id));
      map.set(artifact.id, artifact);
      return artifact as Artifact<C>;
    },
    list: async <C extends Json>(kind: ArtifactKind) => {
      const map = ofKind(kind);
      const ids = idsIn(join(home.root, ARTIFACT_FOLDERS[kind]));
      const present = new Set(ids);
      for (const id of map.keys()) if (!present.has(id)) map.delete(id);
      for (const id of ids) {
        if (map.has(id)) continue;
        const artifact = await loadUnlessGone(artifacts, kind, id);
        if (artifact !== null) map.set(id, artifact);
        await setImmediate();
      }
      return ids.flatMap((id) => map.get(id) ?? []) as Artifact<C>[];
    },
  };
}

/** Segments are replaced by longer ones all the time. */
async function loadUnlessGone(
  artifacts: ArtifactStore,
  kind: ArtifactKind,
  id: string,
): Promise<Artifact | null> {
  try {
    return await artifacts.load(kind, id);
  } catch (thrown) {
    if (thrown instanceof NotFoundError) return null;
    throw thrown;
  }
}

function idsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[0-9a-f]{64}$/.test(name))
      .sort();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}
