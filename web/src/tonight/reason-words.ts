import type { ListItem } from '../api/public-api.ts';

/** Why a title stands in a list, as a viewer would be told. */
export function reasonWords({ reason: { kind, because } }: Pick<ListItem, 'reason'>): string {
  const titles = (because ?? []).flatMap(({ title }) => (title === null ? [] : [title]));
  if (titles.length > 0) return `Because you watched ${titles.join(' and ')}`;
  return WORDS[kind];
}

const WORDS: Readonly<Record<ListItem['reason']['kind'], string>> = {
  personal: 'Picked for you',
  'folded-in': 'Picked from what you did just now',
  'segment-popularity': 'Loved by viewers like you',
  popularity: 'Popular tonight',
  constant: 'Always a good choice',
};
