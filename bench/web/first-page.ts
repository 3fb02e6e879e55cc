import { chromium, type Browser } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const LONG_MS = 60_000;

/** When what stands on the first page, milliseconds after it was asked for. */
export interface FirstPage {
  /** First contentful paint. */
  readonly paintMs: number;
  /** Live figures of every station of the loop. */
  readonly figuresMs: number;
  /** Figures stand there and a key does what it should: the list of keys opens. */
  readonly keyMs: number;
}

/** How often and of which page. */
export interface FirstPageOptions {
  /** Of a running demo, such as `http://127.0.0.1:8090`. */
  readonly url: string;
  readonly rounds: number;
  readonly say: (sentence: string) => void;
}

/**
 * Opens the first page anew in each round: with nothing kept by the browser, and once more with what
 * it keeps. The browser itself is started once, before.
 */
export async function measureFirstPage(
  options: FirstPageOptions,
): Promise<Readonly<Record<'cold' | 'warm', readonly FirstPage[]>>> {
  const { url, rounds, say } = options;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  const cold: FirstPage[] = [];
  const warm: FirstPage[] = [];
  try {
    // The first window of a browser is slower than any other, which says nothing of the page.
    await openTwice(browser, url);
    for (let round = 1; round <= rounds; round++) {
      const [first, second] = await openTwice(browser, url);
      cold.push(first);
      warm.push(second);
      say(`round ${round}: ${wordsOf(first)}; once more: ${wordsOf(second)}`);
    }
  } finally {
    await browser.close();
  }
  return { cold, warm };
}

const wordsOf = ({ paintMs, figuresMs, keyMs }: FirstPage): string =>
  `${Math.round(paintMs)} ms to paint, ${Math.round(figuresMs)} to figures, ${Math.round(keyMs)} to a key`;

/** Without and with what the browser keeps of it. */
async function openTwice(browser: Browser, url: string): Promise<readonly [FirstPage, FirstPage]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(WATCH);
  const open = async (): Promise<FirstPage> => {
    const page = await context.newPage();
    await page.goto(`${url}/`, { waitUntil: 'commit' });
    // The page's policy allows no evaluation in it, so it is told by an attribute.
    await page.locator('html[data-measured]').waitFor({ state: 'attached', timeout: LONG_MS });
    const measured = await page.evaluate<FirstPage>(READ);
    await page.close();
    return measured;
  };
  try {
    return [await open(), await open()];
  } finally {
    await context.close();
  }
}

/** Notes in the page when figures stand there, then presses a key until it is heard. */
const WATCH = `(() => {
  const look = () => {
    const figures = [...document.querySelectorAll('.station-figure')];
    const isLive = document.querySelector('.line-state[data-state="live"]') !== null;
    if (window.figuresMs === undefined && figures.length === 9 && isLive)
      window.figuresMs = performance.now();
    if (window.figuresMs !== undefined) {
      if (document.querySelector('[role="dialog"]') !== null) {
        window.keyMs = performance.now();
        document.documentElement.dataset.measured = '';
        return;
      }
      document.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
    }
    setTimeout(look, 4);
  };
  look();
})()`;

const READ = `({
  paintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  figuresMs: window.figuresMs,
  keyMs: window.keyMs,
})`;
