import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { autopilotProof } from '../proofs/autopilot.ts';
import { coverageProof } from '../proofs/coverage.ts';
import { experimentsProof } from '../proofs/experiments.ts';
import { ingestCrashProof } from '../proofs/ingest-crash.ts';
import { fuzzProofByHand } from '../proofs/fuzz.ts';
import { modelOrderProof } from '../proofs/model-order.ts';
import { plantedProof } from '../proofs/planted.ts';
import { repairProofByHand } from '../proofs/repair.ts';
import { rolloutProofs } from '../proofs/rollouts.ts';
import { soakProofByHand } from '../proofs/soak.ts';
import { simulatedWorthProof } from '../proofs/simulated-worth.ts';
import type { Proof } from '../proofs/proof.ts';
import { codeVersion } from '../src/pipeline/index.ts';

/**
 * `npm run prove -- NAME`: runs a long proof and writes what it found to `docs/proofs/NAME.json`, and
 * its table, if it has one, into `docs/proofs/NAME.md` between the two marks.
 * Exit code 0 when it holds, 1 when it does not, 2 for a name that is no proof.
 */
const PROOFS: readonly Proof[] = [
  ingestCrashProof,
  simulatedWorthProof,
  modelOrderProof,
  repairProofByHand,
  fuzzProofByHand,
  soakProofByHand,
  coverageProof,
  plantedProof,
  autopilotProof,
  experimentsProof,
  ...rolloutProofs,
];

const name = process.argv[2];
const proof = PROOFS.find((known) => known.name === name);
if (proof === undefined) {
  const known = PROOFS.map((p) => `  ${p.name}: ${p.claim}`).join('\n');
  process.stderr.write(`found ${name ?? 'no name'}, expected one of\n${known}\n`);
  process.exit(2);
}
const startedMs = performance.now();
const provenCommit = commit();
const { figures, holds, picture, table } = await proof.run((sentence) =>
  process.stderr.write(`${sentence}\n`),
);
const document = {
  name: proof.name,
  claim: proof.claim,
  command: `npm run prove -- ${proof.name}`,
  commit: provenCommit,
  sources: codeVersion().sources,
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${codeVersion().runtime}`,
  seconds: Math.round((performance.now() - startedMs) / 1000),
  figures,
  holds,
};
const folder = join(import.meta.dirname, '../docs/proofs');
writeFileSync(join(folder, `${proof.name}.json`), `${JSON.stringify(document, null, 2)}\n`);
if (picture !== undefined) writeFileSync(join(folder, `${proof.name}.svg`), picture);
if (table !== undefined) writeTable(join(folder, `${proof.name}.md`), table);
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
process.exitCode = holds ? 0 : 1;

function writeTable(path: string, table: string): void {
  const marked = /(<!-- table -->\n)[^]*(\n<!-- end of table -->)/;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(marked, (_, begin, end) => `${begin}\n${table}\n${end}`),
  );
}

/** The commit, with a mark when the checkout differs from it. */
function commit(): string | null {
  const clean = execFileSync('git', ['status', '--porcelain', '--', 'src', 'proofs']).length === 0;
  return clean ? codeVersion().commit : `${codeVersion().commit} with changes`;
}
