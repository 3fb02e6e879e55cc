import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '../../src/compose.ts';
import { requireVersion } from '../../src/registry/index.ts';

/** Turns over the bits of a byte in the middle of a version's weights, as a failing disk does. */
export async function damageModel(
  { artifacts, metadata }: Pick<Installation, 'artifacts' | 'metadata'>,
  version: string,
): Promise<void> {
  const { modelId } = await requireVersion(metadata, version);
  const { folder, manifest } = await artifacts.load('model', modelId);
  const name = Object.keys(manifest.files).find((one) => one.endsWith('.safetensors'))!;
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1]! ^= 0xff;
  writeFileSync(join(folder, name), bytes);
}
