import type { Model } from '../api/control-types.ts';
import { capitalized, spaced } from '../words/names.ts';

const MARKS = { held: '✓', broken: '✕', doubtful: '?', skipped: '–' } as const;

/** What the checks of lists found that a gate looks at besides metrics. */
export const Behaviour = ({ checks }: { readonly checks: Model['behaviour'] }) => (
  <section className="block" aria-labelledby="behaviour">
    <h2 id="behaviour">Behaviour</h2>
    {checks === null ? (
      <p className="soft">
        Nobody has looked, or what was found is forgotten. <code>npx showrunner behave</code> looks.
      </p>
    ) : (
      <ul className="checks">
        {checks.map(({ name, outcome, found }) => (
          <li key={name} data-outcome={outcome}>
            <span aria-hidden="true" className="check-mark">
              {MARKS[outcome]}
            </span>
            <div>
              <b>{capitalized(spaced(name))}</b> <span className="soft">{outcome}</span>
              <p className="soft small">{found}</p>
            </div>
          </li>
        ))}
      </ul>
    )}
  </section>
);
