import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages that come with the program. */
const RUNBOOKS = join(import.meta.dirname, '../../../docs/runbooks');

const NAME = /^[a-z][a-z0-9-]{0,59}$/;

/** A page that says what to do about an alert. */
export interface Runbook {
  readonly name: string;
  readonly title: string;
  /** The page as it is written, its title included. */
  readonly markdown: string;
}

/** Names of the pages that come with the program, in the order of the alphabet. */
export const runbookNames = (folder = RUNBOOKS): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -'.md'.length)] : []))
        .filter((name) => NAME.test(name))
        .sort()
    : [];

/** The page of a name; `null` where there is none. */
export function loadRunbook(name: string, folder = RUNBOOKS): Runbook | null {
  const path = join(folder, `${name}.md`);
  if (!NAME.test(name) || !existsSync(path)) return null;
  const markdown = readFileSync(path, 'utf8');
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name;
  return { name, title, markdown };
}
