import type { Tunes } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { shortId, spokenName } from '../words/names.ts';
import { counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { Configuration, valueWords } from './configuration.tsx';
import { ModelsHead } from './models-head.tsx';
import { TunePlots } from './tune-plots.tsx';

/** What tuning tried, how it did, and the recipes that were kept. */
export function Tuning() {
  const query = useControl('GET /v1/tunes');
  return (
    <>
      <ModelsHead title="Tuning">
        Recipes that were tried, from few data to all of them: the weaker half falls at each rung.
      </ModelsHead>
      <Asked query={query} what="the tuning">
        {({ tunes, kept }) => (
          <>
            {tunes.length === 0 && (
              <Empty title="Nothing has been tuned yet">
                <code>npx showrunner tune --model als</code> tries recipes and keeps the best.
              </Empty>
            )}
            {tunes.map((tune) => (
              <Tune key={`${tune.family} ${tune.datasetId} ${tune.startedAt}`} tune={tune} />
            ))}
            {kept.length > 0 && (
              <section className="block" aria-labelledby="kept">
                <h2 id="kept">Recipes that were kept</h2>
                {kept.map(({ name, family, configuration }) => (
                  <details key={name}>
                    <summary>
                      {name} ({family})
                    </summary>
                    <Configuration configuration={configuration} />
                  </details>
                ))}
              </section>
            )}
          </>
        )}
      </Asked>
    </>
  );
}

const MOST = 25;

function Tune({ tune }: { readonly tune: Tunes['tunes'][number] }) {
  const { family, datasetId, startedAt, fields, trials } = tune;
  const title = `${family} on ${shortId(datasetId)}`;
  return (
    <section className="block" aria-label={title}>
      <h2>{title}</h2>
      <p className="soft small">
        {counted(trials.length, 'trial')}, begun {utcTime(startedAt)}.
      </p>
      <TunePlots tune={tune} />
      <DataTable
        label={`Trials of ${title}`}
        rows={trials.slice(0, MOST).map((trial, k) => ({ ...trial, place: k + 1 }))}
        keyOf={({ place }) => String(place)}
        columns={[
          { name: 'Place', of: ({ place }) => place },
          ...fields.map((field) => ({
            name: spokenName(field),
            of: ({ configuration }: (typeof trials)[number]) => valueWords(configuration[field]),
          })),
          {
            name: 'NDCG by rung',
            of: ({ rungs }) =>
              rungs.map(({ ndcg }) => (ndcg === null ? '–' : ndcg.toFixed(4))).join(' → '),
          },
        ]}
      />
    </section>
  );
}
