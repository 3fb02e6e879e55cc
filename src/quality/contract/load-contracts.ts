import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstProblem, readYaml } from '../../configuration/index.ts';
import type { Json } from '../../domain/canonical-json.ts';
import { errorOf } from '../../domain/errors.ts';
import { nearestWord } from '../../domain/nearest-word.ts';
import { hashOf, type Home } from '../../store/index.ts';
import { CONTRACT_TABLES, type Check, type ContractTable } from './check.ts';
import { compileContract } from './compile-contract.ts';
import { contractText } from './contract-text.ts';
import { DATA_CONTRACT } from './odcs.ts';

/** A contract with the checks that it states. */
export interface Contract {
  readonly table: ContractTable;
  /** Where it was read. */
  readonly file: string;
  /** Whether it is the one that comes with the program. */
  readonly isShipped: boolean;
  readonly id: string;
  readonly version: string;
  readonly checks: readonly Check[];
}

/** The contracts in force, one for each table. */
export interface Contracts {
  readonly all: readonly Contract[];
  /** SHA-256 over what they state; comments and layout do not count. */
  readonly hash: string;
}

/** The contracts that come with the program. */
export const SHIPPED_CONTRACTS = join(import.meta.dirname, '../../../contracts');

/**
 * Reads the contracts in force: those of the given folder or else of the home's `contracts/`, and
 * for tables without a file there the shipped ones.
 *
 * @param folder `null` for the home's own
 * @throws InputError `CONTRACT_INVALID`, naming file, line and field; `CONTRACTS_MISSING` when
 *   the given folder is none
 */
export function loadContracts(home: Home, folder: string | null): Contracts {
  if (folder !== null && !existsSync(folder)) throw errorOf('CONTRACTS_MISSING', { folder });
  const own = folder ?? join(home.root, 'contracts');
  if (existsSync(own)) requireKnownNames(own);
  const read = CONTRACT_TABLES.map((table) => {
    const file = join(own, `${table}.yaml`);
    const isShipped = !existsSync(file);
    return readContract(
      table,
      isShipped ? join(SHIPPED_CONTRACTS, `${table}.yaml`) : file,
      isShipped,
    );
  });
  return { all: read.map(({ contract }) => contract), hash: hashOf(read.map(({ says }) => says)) };
}

/** A file of another name would look as if it counted. */
function requireKnownNames(folder: string): void {
  const known = CONTRACT_TABLES.map((table) => `${table}.yaml`);
  const stranger = readdirSync(folder)
    .sort()
    .find((name) => /\.ya?ml$/.test(name) && !known.includes(name));
  if (stranger === undefined) return;
  throw errorOf('CONTRACT_INVALID', {
    file: join(folder, stranger),
    line: 1,
    field: 'the name of the file',
    found: `'${stranger}'`,
    expected: `one of ${known.join(', ')}; the nearest is ${nearestWord(stranger, known)}`,
  });
}

function readContract(
  table: ContractTable,
  file: string,
  isShipped: boolean,
): { readonly contract: Contract; readonly says: Json } {
  const read = readYaml(readFileSync(file, 'utf8'));
  if (!read.ok)
    throw errorOf('CONTRACT_INVALID', {
      file,
      line: read.line,
      field: 'the file',
      found: read.found,
      expected: 'YAML',
    });
  const { document } = read;
  const parsed = DATA_CONTRACT.safeParse(document.value);
  if (!parsed.success)
    throw errorOf('CONTRACT_INVALID', {
      file,
      ...firstProblem(parsed.error, DATA_CONTRACT, document),
    });
  const text = contractText(file, document);
  if (parsed.data.schema[0]!.name !== table)
    text.refuse(['schema', 0, 'name'], `${table}, as the file is named`);
  const { id, version } = parsed.data;
  const checks = compileContract(parsed.data, text);
  return {
    contract: { table, file, isShipped, id, version, checks },
    says: JSON.parse(JSON.stringify(document.value)) as Json,
  };
}
