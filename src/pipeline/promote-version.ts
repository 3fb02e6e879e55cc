import { errorOf } from '../domain/errors.ts';
import { pointAlias, requireVersion, versionBehind } from '../registry/index.ts';
import type { PipelinePorts } from './run-pipeline.ts';
import { parseSettings } from './settings.ts';
import { evaluateModel } from './train-model.ts';

/** What a promotion by hand did. */
export interface Promotion {
  readonly champion: string;
  readonly changed: boolean;
  /** What the gate said; empty for the version that is champion already. */
  readonly reasons: readonly string[];
}

/**
 * Makes a version champion if it passes the gate on the dataset it was trained on. Popularity
 * passes ungated: it is what everything else has to beat.
 *
 * @throws NotFoundError `VERSION_UNKNOWN`; ConflictError `GATE_HOLDS` with the gate's reasons
 */
export async function promoteVersion(
  ports: PipelinePorts,
  {
    version,
    actor,
    reason,
  }: { readonly version: string; readonly actor: string; readonly reason: string },
): Promise<Promotion> {
  const target = await requireVersion(ports.metadata, version);
  const champion = await versionBehind(ports.metadata, 'champion');
  if (champion?.version === version) return { champion: version, changed: false, reasons: [] };
  const reasons = await reasonsToPromote(ports, target);
  const changed = await pointAlias(ports, 'champion', {
    version,
    reason: { actor, action: 'promote', because: [reason, ...reasons] },
  });
  return { champion: version, changed, reasons };
}

async function reasonsToPromote(
  ports: PipelinePorts,
  target: { readonly version: string; readonly family: string },
): Promise<readonly string[]> {
  if (target.family === parseSettings([]).baseline.family) return ['Popularity needs no gate.'];
  const { verdict } = await evaluateModel(ports, target.version);
  if (verdict.promote) return verdict.reasons;
  throw errorOf('GATE_HOLDS', { version: target.version, found: verdict.reasons.join(' ') });
}
