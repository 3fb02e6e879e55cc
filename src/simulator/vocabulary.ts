/** Names and shares of the catalogue's closed vocabularies, as the movie and user APIs spell them. */

/** One of a closed list, with how often it occurs (any unit). */
export interface Entry {
  readonly name: string;
  readonly share: number;
}

const entries = (shares: Readonly<Record<string, number>>): readonly Entry[] =>
  Object.freeze(Object.entries(shares).map(([name, share]) => ({ name, share })));

/** The 20 genres with the outside catalogue's ids. */
export const GENRES: readonly (Entry & { readonly id: number })[] = Object.freeze([
  { name: 'Drama', id: 18, share: 93 },
  { name: 'Comedy', id: 35, share: 49 },
  { name: 'Romance', id: 10749, share: 31 },
  { name: 'Thriller', id: 53, share: 29 },
  { name: 'Action', id: 28, share: 22 },
  { name: 'Crime', id: 80, share: 18 },
  { name: 'Documentary', id: 99, share: 15 },
  { name: 'Horror', id: 27, share: 14 },
  { name: 'Adventure', id: 12, share: 11 },
  { name: 'Mystery', id: 9648, share: 10 },
  { name: 'Science Fiction', id: 878, share: 9 },
  { name: 'Family', id: 10751, share: 8 },
  { name: 'Fantasy', id: 14, share: 7 },
  { name: 'Music', id: 10402, share: 7 },
  { name: 'History', id: 36, share: 7 },
  { name: 'War', id: 10752, share: 6.5 },
  { name: 'Foreign', id: 10769, share: 6 },
  { name: 'Animation', id: 16, share: 5 },
  { name: 'Western', id: 37, share: 4.5 },
  { name: 'TV Movie', id: 10770, share: 1.6 },
]);

/** Languages as ISO 639-1 codes. English is row 0. */
export const LANGUAGES = entries({
  en: 750,
  fr: 60,
  ja: 28,
  de: 24,
  it: 23,
  es: 22,
  zh: 12,
  sv: 10,
  ru: 9,
  ko: 9,
  fi: 8,
  hi: 7,
  pt: 6,
  da: 6,
  nl: 4,
  pl: 3,
  el: 3,
});

/** Name of a language in itself and the country most of its films come from. */
export const LANGUAGE_HOMES: Readonly<Record<string, readonly [string, string, string]>> = {
  en: ['English', 'US', 'United States of America'],
  fr: ['Français', 'FR', 'France'],
  ja: ['日本語', 'JP', 'Japan'],
  de: ['Deutsch', 'DE', 'Germany'],
  it: ['Italiano', 'IT', 'Italy'],
  es: ['Español', 'ES', 'Spain'],
  zh: ['普通话', 'CN', 'China'],
  sv: ['svenska', 'SE', 'Sweden'],
  ru: ['Pусский', 'RU', 'Russia'],
  ko: ['한국어/조선말', 'KR', 'South Korea'],
  fi: ['suomi', 'FI', 'Finland'],
  hi: ['हिन्दी', 'IN', 'India'],
  pt: ['Português', 'PT', 'Portugal'],
  da: ['Dansk', 'DK', 'Denmark'],
  nl: ['Nederlands', 'NL', 'Netherlands'],
  pl: ['Polski', 'PL', 'Poland'],
  el: ['ελληνικά', 'GR', 'Greece'],
};

/** The 21 occupations of the user API. */
export const OCCUPATIONS = entries({
  'academic/educator': 37,
  artist: 22,
  'clerical/admin': 17,
  'college/grad student': 242,
  'customer service': 3.2,
  'doctor/health care': 3.4,
  'executive/managerial': 191,
  farmer: 0.2,
  homemaker: 28,
  'K-12 student': 37,
  lawyer: 3.3,
  'other or not specified': 68,
  programmer: 10,
  retired: 17,
  'sales/marketing': 134,
  scientist: 96,
  'self-employed': 65,
  'technician/engineer': 14,
  'tradesman/craftsman': 4.7,
  unemployed: 2.3,
  writer: 4.3,
});
