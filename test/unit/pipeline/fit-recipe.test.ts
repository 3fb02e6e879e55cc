import { describe, expect, it } from 'vitest';
import { fitRecipe } from '../../../src/pipeline/fit-recipe.ts';
import { parseSettings } from '../../../src/pipeline/index.ts';

const recipeOf = (family: string, ...pairs: string[]) =>
  parseSettings([`families=${family}`, ...pairs]).challengers[0]!;

describe('a recipe for a catalogue', () => {
  it('is as it was where everything fits', () => {
    for (const family of ['als', 'ease', 'blend'])
      expect(fitRecipe(recipeOf(family), 6000)).toEqual(recipeOf(family));
  });

  it('is none where the family is made for fewer items', () => {
    expect(fitRecipe(recipeOf('ease'), 6001)).toBeNull();
    expect(fitRecipe(recipeOf('ease', 'ease.maxItems=7000'), 6001)).not.toBeNull();
    expect(fitRecipe(recipeOf('als'), 1e6)).not.toBeNull();
  });

  it('leaves the members of a blend out that are', () => {
    const { configuration } = fitRecipe(recipeOf('blend'), 6001)!;
    expect([configuration['ease'], configuration['dan-dlae']]).toEqual([null, null]);
    expect(configuration['als']).toEqual(recipeOf('blend').configuration['als']);
  });
});
