import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The relative links in a folder's Markdown pages that lead nowhere: no such file, or no such
 * heading in it. One sentence each.
 */
export function deadLinks(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const page = join(folder, name);
      return linksOf(readFileSync(page, 'utf8'))
        .filter((link) => !isAlive(page, link))
        .map((link) => `${name}: ${link} leads nowhere`);
    });
}

/** Targets of links and pictures, code left out. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
}

function isAlive(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path, heading] = link.split('#');
  const target = path === '' ? page : resolve(dirname(page), path!);
  if (!existsSync(target)) return false;
  if (heading === undefined) return true;
  return statSync(target).isFile() && headingsOf(readFileSync(target, 'utf8')).includes(heading);
}

/** The anchors that a page's headings get: lower case, blanks as hyphens, no punctuation. */
const headingsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
