import type { ModelsBenchResult } from '../models.ts';
import type { TimeToQuality } from './time-to-quality.ts';

/** What `npm run bench -- models` found, as Markdown. */
export function modelsTable(result: ModelsBenchResult): string {
  const { shape, peerSkipped } = result;
  const rows = [
    ...ialsRows(result),
    ...qualityRows(result),
    ...topRows(result),
    ...linearRows(result),
  ];
  return [
    `Data in the shape of MovieLens-20M: ${Object.entries(shape)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}.`,
    ...(peerSkipped === null ? [] : [`Skipped: implicit: ${peerSkipped}`]),
    '',
    '| work | ours | implicit | ours to this |',
    '| --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function ialsRows({ ials = [], memory }: ModelsBenchResult): string[][] {
  const rows = ials.map(({ factorCount, epochs, ratio, cpuRatio }) => {
    const last = epochs.at(-1)!;
    const loss = (value: number | null): string => (value === null ? '' : value.toFixed(5));
    return [
      `iALS, an iteration, d=${factorCount}: wall s (CPU s), loss after ${epochs.length}`,
      `${last.ourSeconds.toFixed(2)} (${last.ourCpuSeconds.toFixed(2)}), ${loss(last.ourLoss)}`,
      last.peerSeconds === null
        ? ''
        : `${last.peerSeconds.toFixed(2)} (${last.peerCpuSeconds!.toFixed(2)}), ${loss(last.peerLoss)}`,
      `${times(ratio)} (CPU ${times(cpuRatio)})`,
    ];
  });
  if (memory === undefined) return rows;
  const peak = `${Math.round(memory.peakMegabytes)} MB, of these kernels ${Math.round(memory.kernelMegabytes)}`;
  return [...rows, [`iALS, memory at its peak, d=${memory.factorCount}`, peak, '', '']];
}

function qualityRows({ quality }: ModelsBenchResult): string[][] {
  if (quality === undefined || quality === null) return [];
  const { peer, tuned, ours } = quality;
  const spent = ({ seconds, cpuSeconds, epochs, ndcg20 }: TimeToQuality): string =>
    `${seconds.toFixed(2)} (${cpuSeconds.toFixed(2)}), ${epochs} iterations, ${ndcg20.toFixed(4)}`;
  const at = `confidence ${tuned.confidence}, lambda ${tuned.regularization}`;
  return ours.map(({ name, regularization, rounds, ratio, cpuRatio }) => [
    `time to implicit's NDCG@20, size of MovieLens-1M, ${at}; ours: ${name}, ${regularization}: wall s (CPU s)`,
    spent(middleOf(rounds)),
    spent(middleOf(peer)),
    `${times(ratio)} (CPU ${times(cpuRatio)})`,
  ]);
}

/** The round in the middle by processor time. */
const middleOf = (rounds: readonly TimeToQuality[]): TimeToQuality =>
  [...rounds].sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(rounds.length / 2)]!;

function topRows({ topItems }: ModelsBenchResult): string[][] {
  if (topItems === undefined) return [];
  const { ourUsersPerSecond, ourP99Ms, peerUsersPerSecond, peerP99Ms, ratio } = topItems;
  const speed = (users: number, p99Ms: number): string =>
    `${Math.round(users)}, ${p99Ms.toFixed(2)}`;
  return [
    [
      `exact top-20, one core: users/s, p99 ms (${topItems.exactLists} lists equal to all scores sorted)`,
      speed(ourUsersPerSecond, ourP99Ms),
      peerUsersPerSecond === null ? '' : speed(peerUsersPerSecond, peerP99Ms!),
      times(ratio),
    ],
  ];
}

function linearRows({ linear }: ModelsBenchResult): string[][] {
  if (linear === undefined) return [];
  const { family, itemCount, seconds, cpuSeconds, peakGigabytes } = linear;
  const [train, save, load] = [linear.trainSeconds, linear.saveSeconds, linear.loadSeconds].map(
    (part) => part.toFixed(1),
  );
  return [
    [
      `${family} on ${itemCount} items, trained, saved, loaded: wall s (CPU s), memory at its peak`,
      `${Math.round(seconds)} (${Math.round(cpuSeconds)}), ${peakGigabytes.toFixed(2)} GB; training ${train} s, saving ${save} s, loading ${load} s`,
      '',
      '',
    ],
  ];
}

const times = (ratio: number | null): string => (ratio === null ? '' : ratio.toFixed(1));
