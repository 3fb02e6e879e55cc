import { InMemoryProvider } from '@openfeature/server-sdk';

/**
 * Even users are in the treatment, multiples of three in control; one is where no arm is.
 *
 * @param {{ targetingKey?: string }} context
 */
const armOf = ({ targetingKey }) => {
  const user = Number(targetingKey);
  if (user === 1001) return 'elsewhere';
  if (user % 2 === 0) return 'treatment';
  return user % 3 === 0 ? 'control' : 'nobody';
};

/** A provider that is somebody else's: a team's own flags. */
export default () =>
  new InMemoryProvider({
    neighbours: {
      disabled: false,
      defaultVariant: 'nobody',
      variants: { treatment: 'treatment', control: 'control', elsewhere: 'elsewhere', nobody: '' },
      contextEvaluator: armOf,
    },
  });
