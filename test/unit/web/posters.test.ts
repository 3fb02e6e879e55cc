import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACES, setTitle, widthOf } from '../../../web/src/tonight/poster/lettering.ts';
import { ALL_PALETTES, palettesFor } from '../../../web/src/tonight/poster/palettes.ts';
import { POSTER, posterOf } from '../../../web/src/tonight/poster/poster-of.ts';

const HEAT = { itemId: 'heat+1995', title: 'Heat', genres: ['Crime'], year: 1995 };
const subject = fc.record({
  itemId: fc.string({ minLength: 1, maxLength: 60 }),
  title: fc.string({ minLength: 1, maxLength: 80 }),
  genres: fc.array(fc.constantFrom('Drama', 'Horror', 'Unheard of'), { maxLength: 3 }),
  year: fc.option(fc.integer({ min: 1880, max: 2100 })),
});

/** Relative luminance, WCAG 2. @param colour such as `#0b5a66` */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('posters', () => {
  it('are the same for the same item', () => {
    fc.assert(
      fc.property(subject, (one) => {
        expect(posterOf(one)).toEqual(posterOf({ ...one }));
      }),
    );
  });

  it('differ between items of one genre', () => {
    const posters = Array.from({ length: 40 }, (_none, k) =>
      JSON.stringify(posterOf({ ...HEAT, itemId: `item+${k}` })),
    );
    expect(new Set(posters).size).toBeGreaterThan(35);
  });

  it('set every title inside the margins, whatever it is', () => {
    const { width, height, margin } = POSTER;
    fc.assert(
      fc.property(subject, (one) => {
        const { lines, face, footY, picture } = posterOf(one);
        for (const { text, size, y } of lines) {
          expect(widthOf(text, face) * size).toBeLessThanOrEqual(width - 2 * margin + 0.001);
          expect(y).toBeLessThanOrEqual(height);
        }
        expect(footY).toBeLessThanOrEqual(height);
        expect(picture.bottom).toBeGreaterThan(picture.top);
      }),
    );
  });

  it('keep every word of a title, in its order', () => {
    for (const face of FACES) {
      const lines = setTitle('The Man Who Knew Too Much', face, { width: 172, height: 128 });
      const text = lines.map((line) => line.text).join(' ');
      expect(text.toLowerCase()).toBe('the man who knew too much');
    }
  });

  it('have the colours of the first genre that has some', () => {
    expect(palettesFor(['Unheard of', 'Western'])).toEqual(palettesFor(['western']));
    expect(palettesFor(['Sci-Fi'])).toEqual(palettesFor(['Science Fiction']));
    expect(palettesFor([]).length).toBeGreaterThan(1);
  });

  it('can be read: ink stands out from ground by 4.5 to 1 at least', () => {
    for (const { ground, ink } of ALL_PALETTES) {
      const [light, dark] = [luminance(ground), luminance(ink)].toSorted((a, b) => b - a);
      expect((light! + 0.05) / (dark! + 0.05), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
