import type { RampRow } from './harms.ts';

const SIZE = { width: 640, height: 360, left: 60, right: 20, top: 48, bottom: 56 };
/** Ends of the scales, in percent. */
const ENDS = { loss: 30, met: 35 };
const COLOURS = ['#22658a', '#b5382a', '#5d584f'] as const;

/**
 * How many users had met a treatment that loses minutes when it was aborted: a line for each size of
 * the service, with whiskers up to the share that 95 of 100 runs kept below. Losses of which fewer
 * than half of the runs were aborted are left out: their median would be of the unlucky ones.
 */
export function harmPicture(rows: readonly RampRow[]): string {
  const sizes = [...new Set(rows.map(({ users }) => users))];
  const lines = sizes.map((users, k) =>
    lineOf(
      rows.filter((row) => row.users === users && row.change < 0 && row.abortRate >= 0.5),
      COLOURS[k % COLOURS.length]!,
    ),
  );
  const keys = sizes.map((users, k) => {
    const y = 18 + 16 * k;
    return `<circle cx="${SIZE.width - 190}" cy="${y - 4}" r="4" fill="${COLOURS[k % COLOURS.length]!}"/><text x="${SIZE.width - 180}" y="${y}">${users.toLocaleString('en-US')} users</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" font-family="sans-serif" font-size="12" fill="#1d1b18">`,
    '<title>Share of the users who had met a treatment that loses minutes when it was aborted</title>',
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#ffffff"/>`,
    `<text x="8" y="18">users who had met it at the abort, %: median, and 95 of 100 runs</text>`,
    ...axes(),
    limit(),
    ...lines,
    ...keys,
    '</svg>\n',
  ].join('\n');
}

const xOf = (loss: number): number =>
  SIZE.left + (loss / ENDS.loss) * (SIZE.width - SIZE.left - SIZE.right);
const yOf = (met: number): number =>
  SIZE.height -
  SIZE.bottom -
  (Math.min(met, ENDS.met) / ENDS.met) * (SIZE.height - SIZE.top - SIZE.bottom);

function axes(): string[] {
  const marks = [0, 5, 10, 15, 20, 25, 30];
  return [
    ...[...marks, ENDS.met].map(
      (mark) =>
        `<line x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${yOf(mark)}" y2="${yOf(mark)}" stroke="#e2ddd5"/><text x="${SIZE.left - 8}" y="${yOf(mark) + 4}" text-anchor="end">${mark}</text>`,
    ),
    ...marks.map(
      (mark) =>
        `<text x="${xOf(mark)}" y="${SIZE.height - SIZE.bottom + 18}" text-anchor="middle">${mark === 0 ? '0' : `−${mark}`}</text>`,
    ),
    `<text x="${(SIZE.left + SIZE.width - SIZE.right) / 2}" y="${SIZE.height - 12}" text-anchor="middle">change of the minutes by the treatment, %</text>`,
  ];
}

const limit = (): string =>
  `<line x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${yOf(25)}" y2="${yOf(25)}" stroke="#1d1b18" stroke-dasharray="5 4"/><text x="${SIZE.width - SIZE.right}" y="${yOf(25) - 6}" text-anchor="end">no more than this before harm is excluded</text>`;

function lineOf(rows: readonly RampRow[], colour: string): string {
  const places = rows
    .map(({ change, metRate, mostMetRate }) => ({
      x: xOf(-100 * change),
      y: yOf(100 * metRate),
      most: yOf(100 * mostMetRate),
    }))
    .toSorted((a, b) => a.x - b.x);
  const path = places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  const marks = places.map(
    ({ x, y, most }) =>
      `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${y.toFixed(1)}" y2="${most.toFixed(1)}" stroke="${colour}"/><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${colour}"/>`,
  );
  return path === ''
    ? ''
    : `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>${marks.join('')}`;
}
