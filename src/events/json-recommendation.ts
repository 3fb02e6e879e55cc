import { itemId, type ItemId } from '../domain/ids.ts';
import { isForeignId } from './foreign-id.ts';
import type { EventReader } from './json-event.ts';
import type { KindMapping } from './json-mapping.ts';
import { findAt, numberOf, textOf, type Find } from './json-place.ts';
import { rejected } from './line-decoder.ts';

/** Longest list that is kept. */
const MAX_LIST = 1_000;
const PER_MS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;
const HOST = /^[!-+\-.-9;-~]{1,253}$/;
/** A text that can stand on one line of UTF-8. */
const ONE_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029]{0,2000}$/u;

/** Makes the reader of events that say which list somebody was shown. */
export function recommendationReader(
  kind: Extract<KindMapping, { readonly as: 'recommendation' }>,
): EventReader {
  const items = findAt(kind.items);
  const each: Find = kind.each === undefined ? (element) => element : findAt(kind.each);
  const [statusAt, hostAt, latencyAt] = [kind.status, kind.host, kind.latency.at].map(findAt);
  const errorAt: Find = kind.error === undefined ? () => '' : findAt(kind.error);
  return (object, who) => {
    const status = numberOf(statusAt!(object));
    const host = textOf(hostAt!(object));
    const latency = numberOf(latencyAt!(object));
    if (status === null || host === null || latency === null) return rejected('missing_field');
    const latencyMs = Math.round(latency * PER_MS[kind.latency.unit]);
    if (!isStatus(status) || !HOST.test(host) || latencyMs < 0 || latencyMs > 999_999_999)
      return rejected('bad_recommendation');
    const base = { kind: 'recommendation', ...who, host, status, latencyMs } as const;
    if (status !== 200) {
      const errorText = errorAt(object) ?? '';
      return typeof errorText === 'string' && ONE_LINE.test(errorText)
        ? { ok: true, event: { ...base, itemIds: [], errorText } }
        : rejected('bad_recommendation');
    }
    const list = items(object);
    if (list === undefined) return rejected('missing_field');
    if (!Array.isArray(list) || list.length === 0 || list.length > MAX_LIST)
      return rejected('bad_recommendation');
    const itemIds = idsOf(list, each);
    return itemIds === null
      ? rejected('bad_item')
      : { ok: true, event: { ...base, itemIds, errorText: '' } };
  };
}

const isStatus = (status: number): boolean =>
  Number.isInteger(status) && status >= 0 && status <= 999;

function idsOf(list: readonly unknown[], each: Find): ItemId[] | null {
  const itemIds: ItemId[] = [];
  for (const element of list) {
    const text = textOf(each(element));
    if (text === null || !isForeignId(text)) return null;
    itemIds.push(itemId(text));
  }
  return itemIds;
}
