import { existsSync, readFileSync, statSync } from 'node:fs';
import { errorOf, messageOf, ShowrunnerError } from '../../domain/errors.ts';
import type { Home } from '../../store/index.ts';
import type { Logger } from '../../telemetry/index.ts';
import { keepRules, latestRules } from './kept-rules.ts';
import { NO_RULES, parseRules } from './parse-rules.ts';
import type { RuleSet } from './rule-set.ts';

/** The rules of this moment, and what is wrong with their file. */
export interface WatchedRules {
  current(): RuleSet;
  /** A sentence that strangers may read; `null` while all is well. */
  trouble(): string | null;
  /** Looks at the file now, and not only at the next turn. */
  look(): void;
  close(): void;
}

/** Where rules are read, and how often. */
export interface WatchOptions {
  readonly file: string;
  /** Whether somebody named the file; the usual one need not exist. */
  readonly named: boolean;
  /** Keeps every state of the rules. */
  readonly home: Pick<Home, 'root'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly everyMs?: number;
}

const EVERY_MS = 1000;

/**
 * Reads rules and follows their file. What cannot be used is told and changes nothing: the rules
 * before it hold, at the start those that held last. A file that is taken away while it is watched
 * counts as broken; an empty one holds no rules.
 *
 * @throws InputError `RULES_MISSING` when a named file is not there; `RULES_INVALID` when the file
 *   is broken and no rules ever held
 */
export function watchRules(options: WatchOptions): WatchedRules {
  const watch = new Watch(options);
  const timer = setInterval(() => watch.look(), options.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    current: () => watch.rules,
    trouble: () => watch.trouble,
    look: () => watch.look(),
    close: () => clearInterval(timer),
  };
}

class Watch {
  rules: RuleSet = NO_RULES;
  trouble: string | null = null;
  readonly #options: WatchOptions;
  /** What was read last; `null` where there was no file. */
  #text: string | null = null;
  #stamp = '';

  constructor(options: WatchOptions) {
    this.#options = options;
    const { file, named, home } = options;
    if (!existsSync(file)) {
      if (named) throw errorOf('RULES_MISSING', { file, found: 'no such file' });
      return;
    }
    try {
      this.#take(readFileSync(file, 'utf8'));
    } catch (thrown) {
      const latest = latestRules(home);
      if (latest === null) throw thrown;
      this.rules = latest;
      this.#refuse(thrown);
    }
  }

  look(): void {
    try {
      const text = this.#changedText();
      if (text !== undefined) this.#take(text);
    } catch (thrown) {
      this.#refuse(thrown);
    }
  }

  /** The text where it is another than before; `undefined` where nothing changed. */
  #changedText(): string | undefined {
    const { file } = this.#options;
    if (!existsSync(file)) {
      if (this.#text === null) return undefined;
      this.#text = null;
      this.#stamp = '';
      throw errorOf('RULES_MISSING', { file, found: 'no such file any more' });
    }
    const { mtimeMs, size, ino } = statSync(file);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    // Within the resolution of its clock a file may change twice under one time stamp.
    if (stamp === this.#stamp && Date.now() - mtimeMs > 2 * EVERY_MS) return undefined;
    this.#stamp = stamp;
    const text = readFileSync(file, 'utf8');
    return text === this.#text ? undefined : text;
  }

  #take(text: string): void {
    this.#text = text;
    const { file, home, logger } = this.#options;
    const rules = parseRules(text, file);
    this.rules = rules;
    this.trouble = null;
    logger.info('rules-loaded', { rules: rules.id });
    try {
      keepRules(home, { id: rules.id!, text });
    } catch (thrown) {
      this.trouble = `The rules hold but could not be kept (${codeOf(thrown)}): lists made by them cannot be replayed.`;
      logger.warn('rules-not-kept', { found: messageOf(thrown) });
    }
  }

  #refuse(thrown: unknown): void {
    this.#options.logger.warn('rules-broken', { found: messageOf(thrown), rules: this.rules.id });
    this.trouble = `The rules file cannot be used (${codeOf(thrown)}${placeOf(thrown)}); ${
      this.rules.id === null ? 'no rules hold' : `the rules ${this.rules.id.slice(0, 12)} hold`
    }.`;
  }
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof ShowrunnerError
    ? thrown.code
    : ((thrown as NodeJS.ErrnoException | undefined)?.code ?? 'an unforeseen error');

/** Line and field where a schema says them, and never what stands there. */
function placeOf(thrown: unknown): string {
  if (!(thrown instanceof ShowrunnerError) || thrown.code !== 'RULES_INVALID') return '';
  const { line } = thrown.details as { line: number };
  return ` at line ${line}`;
}
