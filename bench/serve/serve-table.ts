import type { ServeBenchResult, ServedFigures } from '../serve.ts';
import type { Latencies } from './latencies.ts';

/** The result as people read it. */
export function serveTable({
  shape,
  perSecond,
  pinned,
  served,
  skipped,
}: ServeBenchResult): string {
  const movies = shape.circles * shape.itemsPerCircle;
  return [
    `${shape.users} users, ${movies} movies; ${perSecond} requests a second, open loop, ` +
      `${pinned ? 'server and load on a core each' : 'server and load not kept apart'}.`,
    ...served.flatMap(modelLines),
    ...skipped.map(({ name, why }) => `${name}: skipped: ${why}.`),
  ].join('\n');
}

const modelLines = (of: ServedFigures): string[] => [
  '',
  `${of.model}: ready in ${of.readySeconds.toFixed(1)} s, ` +
    `${of.cpuPer1000?.toFixed(3) ?? '?'} CPU-s per 1,000 answers, ${of.residentMb?.toFixed(0) ?? '?'} MB, ` +
    `${of.batchSize.toFixed(2)} requests a batch`,
  `  steady    ${latencyWords(of.steady)}; ${tierWords(of.tiers)}`,
  `  swap      ${latencyWords(of.swap)}; took ${of.swapSeconds.toFixed(2)} s`,
  `  overload  ${latencyWords(of.overload)}; ${tierWords(of.overloadTiers)}`,
];

const latencyWords = ({ perSecond, p50, p99, p999, longest, late, faults }: Latencies): string =>
  `${perSecond.toFixed(0)}/s p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} p99.9 ${p999.toFixed(1)} ` +
  `longest ${longest.toFixed(0)} ms, ${late} late, faults ${JSON.stringify(faults)}`;

const tierWords = (tiers: Readonly<Record<string, number>>): string =>
  Object.entries(tiers)
    .map(([tier, count]) => `${tier} ${count}`)
    .join(', ');
