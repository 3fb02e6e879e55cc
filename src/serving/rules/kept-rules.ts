import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf } from '../../domain/errors.ts';
import { sha256, writeFileDurably, type Home } from '../../store/index.ts';
import { parseRules } from './parse-rules.ts';
import type { RuleSet } from './rule-set.ts';

/** Rules that ever held, each under the hash of its text, and the id of the latest. */
const folderOf = (home: Pick<Home, 'root'>): string => join(home.root, 'rules');
const fileOf = (home: Pick<Home, 'root'>, id: string): string => join(folderOf(home), `${id}.yaml`);
const latestOf = (home: Pick<Home, 'root'>): string => join(folderOf(home), 'latest');

/** Keeps the text of rules that hold from now on, so that receipts can be made good later. */
export function keepRules(
  home: Pick<Home, 'root'>,
  { id, text }: { id: string; text: string },
): void {
  mkdirSync(folderOf(home), { recursive: true });
  if (!existsSync(fileOf(home, id))) writeFileDurably(fileOf(home, id), text);
  writeFileDurably(latestOf(home), `${id}\n`);
}

/**
 * Rules by their id, as they were kept.
 *
 * @throws NotFoundError `RULES_NOT_KEPT` when they are not there or are not what their name says
 */
export function loadKeptRules(home: Pick<Home, 'root'>, id: string): RuleSet {
  const file = fileOf(home, id);
  const isId = /^[0-9a-f]{64}$/.test(id);
  if (!isId || !existsSync(file)) throw errorOf('RULES_NOT_KEPT', { id, found: 'no such file' });
  const text = readFileSync(file, 'utf8');
  if (sha256(text) !== id) throw errorOf('RULES_NOT_KEPT', { id, found: `hash ${sha256(text)}` });
  return parseRules(text, file);
}

/** The rules that held last; `null` where none ever did. Throws as `loadKeptRules`. */
export function latestRules(home: Pick<Home, 'root'>): RuleSet | null {
  const latest = latestOf(home);
  return existsSync(latest) ? loadKeptRules(home, readFileSync(latest, 'utf8').trim()) : null;
}
