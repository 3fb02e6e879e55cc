import { IntervalRows } from '../parts/interval-rows.tsx';
import { metricName, NDCG_WORDS } from '../words/models.ts';
import { counted } from '../words/numbers.ts';
import { capitalized, spaced } from '../words/names.ts';
import { evaluationsOf, type Evaluation, type Judged } from './judgement.ts';

const METRIC = 'ndcg';

/** How the recipe did against others, and over kinds of users. */
export function Judgement({ evaluation }: { readonly evaluation: unknown }) {
  const found = evaluationsOf(evaluation);
  const live = found.find(({ protocol }) => protocol === 'live') ?? found[0];
  return (
    <section className="block" aria-labelledby="judged">
      <h2 id="judged">Judged on what came later</h2>
      {live === undefined ? (
        <p className="soft">It was not judged: popularity is what others are judged against.</p>
      ) : (
        <Protocol evaluation={live} />
      )}
    </section>
  );
}

function Protocol({ evaluation: { protocol, judged } }: { readonly evaluation: Evaluation }) {
  const subject = judged.at(-1)!;
  return (
    <>
      <IntervalRows
        caption={`NDCG, protocol ${protocol}, over ${counted(subject.users, 'user')}, with 95 % intervals`}
        about={NDCG_WORDS}
        unit="NDCG"
        rows={judged.flatMap(({ model, metrics }) =>
          metrics[METRIC] === undefined ? [] : [{ name: model, ...metrics[METRIC] }],
        )}
      />
      <IntervalRows
        caption={`Every metric of ${subject.model}`}
        unit="mean over users"
        rows={Object.entries(subject.metrics).map(([name, measured]) => ({
          name: metricName(name),
          ...measured,
        }))}
      />
      <Slices judged={subject} />
    </>
  );
}

/** How it does for kinds of users and items. */
function Slices({ judged: { model, slices } }: { readonly judged: Judged }) {
  const facets = [...new Set(slices.map(({ facet }) => facet))];
  if (facets.length === 0) return null;
  return (
    <details className="slices">
      <summary>Slices of {model}</summary>
      {facets.map((facet) => (
        <IntervalRows
          key={facet}
          caption={`NDCG by ${spaced(facet)}`}
          unit="NDCG"
          rows={slices
            .filter((slice) => slice.facet === facet && slice.metrics[METRIC] !== undefined)
            .map(({ name, cases, metrics }) => ({
              name: `${capitalized(spaced(name))} (${counted(cases, 'case')})`,
              ...metrics[METRIC]!,
            }))}
        />
      ))}
    </details>
  );
}
