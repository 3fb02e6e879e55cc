/** Four colours of a poster: the title is set in `ink` on `ground`. */
export interface Palette {
  readonly ground: string;
  readonly ink: string;
  /** The large shape. */
  readonly shape: string;
  /** The small one. */
  readonly spark: string;
}

const palette = (ground: string, ink: string, shape: string, spark: string): Palette => ({
  ground,
  ink,
  shape,
  spark,
});

const NIGHT = palette('#101b2d', '#e9eef2', '#2f5d8a', '#f0a93b');
const BONE = palette('#e9e3d5', '#1d1a16', '#c4452d', '#1d1a16');
const SLATE = palette('#23282b', '#e8e4da', '#5b6b70', '#d9b25f');

/** What a genre looks like. */
const PALETTES: Readonly<Record<string, readonly Palette[]>> = {
  action: [
    palette('#17130f', '#fbe9d0', '#d4431e', '#f7b32b'),
    palette('#b3231d', '#fff0df', '#5a0f12', '#ffb627'),
  ],
  adventure: [
    palette('#143d33', '#f3e9cf', '#2f7d5b', '#e2a83a'),
    palette('#e7c98f', '#22301f', '#3f6b3f', '#a8401f'),
  ],
  animation: [
    palette('#f4b942', '#1f2340', '#e4572e', '#17708c'),
    palette('#1f6f8b', '#fff6de', '#f2a65a', '#ffe066'),
  ],
  comedy: [
    palette('#f2d8c2', '#3a1430', '#e0607e', '#d98a10'),
    palette('#f6c945', '#27221a', '#ee7b30', '#4d7c8a'),
  ],
  crime: [SLATE, palette('#0f1416', '#e6e1d3', '#7a1f22', '#c9b27c')],
  documentary: [BONE, palette('#d8dedb', '#16201f', '#47706a', '#b8541f')],
  drama: [
    palette('#3a1420', '#f4e6da', '#7d2b3d', '#d9a25f'),
    palette('#e8dccb', '#2b1a17', '#8c3b2e', '#496a78'),
    palette('#20303a', '#f0e7d8', '#4d6b78', '#d8835a'),
  ],
  family: [palette('#2b6a6c', '#fff4dc', '#7bb6a4', '#f5c542')],
  fantasy: [
    palette('#241a45', '#efe6ff', '#6a4aa8', '#e9b949'),
    palette('#0f3b46', '#e9f4ec', '#3b8f86', '#e4a5d1'),
  ],
  history: [palette('#d9c7a3', '#2b1c10', '#8a5a2b', '#3d4f4a')],
  horror: [
    palette('#0b0a0c', '#e9e3dd', '#7b0f16', '#b6c4a2'),
    palette('#1b2118', '#e3e8d8', '#4a5b34', '#c9302c'),
  ],
  music: [palette('#3d1a4f', '#fdeee3', '#a03e99', '#ffa630')],
  mystery: [palette('#14212b', '#dfe9e6', '#30566a', '#c8d96f'), SLATE],
  romance: [
    palette('#f1cfc8', '#4a1024', '#c8455b', '#f4efe6'),
    palette('#5c1130', '#fde7df', '#b33a5b', '#f3b48b'),
  ],
  'science fiction': [
    palette('#0a1226', '#dff3f5', '#1f5f8b', '#64e3d5'),
    palette('#e3e7e4', '#0e1b2c', '#3b7ea1', '#e8542f'),
  ],
  thriller: [
    palette('#12161a', '#eceff0', '#3b4750', '#e5d344'),
    palette('#d6d2c4', '#14181a', '#31414a', '#c0361f'),
  ],
  war: [palette('#3a3d2c', '#efe9d5', '#6c7050', '#c8693b')],
  western: [palette('#d99a55', '#2a140a', '#9c3f1c', '#f3dfb8')],
};
const OTHERS: readonly Palette[] = [NIGHT, BONE, SLATE];

const ALIASES: Readonly<Record<string, string>> = {
  'sci-fi': 'science fiction',
  'sci-fi & fantasy': 'science fiction',
  children: 'family',
  kids: 'family',
  musical: 'music',
  'film-noir': 'crime',
  noir: 'crime',
  foreign: 'drama',
};

/** The palettes of the first genre that has some; others for items without. */
export function palettesFor(genres: readonly string[]): readonly Palette[] {
  for (const genre of genres) {
    const name = genre.toLowerCase();
    const found = PALETTES[ALIASES[name] ?? name];
    if (found !== undefined) return found;
  }
  return OTHERS;
}

/** All of them, for those who check that they can be read. */
export const ALL_PALETTES: readonly Palette[] = [...Object.values(PALETTES).flat(), ...OTHERS];
