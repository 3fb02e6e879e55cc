import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { control } from '../api/control.ts';
import type { Model } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { useMay } from '../api/use-session.ts';
import { Asked } from '../parts/asked.tsx';
import { TrendChart } from '../parts/chart/trend-chart.tsx';
import { Facts } from '../parts/facts.tsx';
import { ReasonedAction } from '../parts/reasoned-action.tsx';
import { shortId } from '../words/names.ts';
import { bytes, count, figure } from '../words/numbers.ts';
import { duration, utcTime } from '../words/times.ts';
import { Behaviour } from './behaviour.tsx';
import { Card } from './card.tsx';
import { Changes } from './changes.tsx';
import { Configuration } from './configuration.tsx';
import { Judgement } from './judgement-view.tsx';
import { ModelsHead } from './models-head.tsx';

const route = getRouteApi('/models/$family/$number');

/** A version in full: what it was made of, what it is worth, how it behaves, what it served as. */
export function VersionPage() {
  const { family, number } = route.useParams();
  const version = `${family}/${number}`;
  const query = useControl('GET /v1/models/{family}/{number}', { path: { family, number } });
  return (
    <>
      <ModelsHead
        title={version}
        actions={query.data === undefined ? undefined : <Promote model={query.data} />}
      >
        {query.data === undefined ? '' : leadWords(query.data)}
      </ModelsHead>
      <Asked query={query} what="the version">
        {(model) => <Version model={model} />}
      </Asked>
    </>
  );
}

const leadWords = ({ aliases, createdAt }: Model): string =>
  `${aliases.length === 0 ? 'Serves nobody now' : `Serves as ${aliases.join(' and ')}`}. Registered ${utcTime(createdAt)}.`;

function Promote({ model: { version, aliases } }: { readonly model: Model }) {
  const may = useMay('promote');
  const champion = useControl('GET /v1/models', { query: { limit: 1 } }).data?.champion;
  return (
    <ReasonedAction
      isOffered={may && champion !== undefined && !aliases.includes('champion')}
      label={`Promote ${version} …`}
      title={`Promote ${version}`}
      confirm="Promote"
      isMain
      act={(reason) =>
        control('POST /v1/models/champion', {
          body: { version, reason, ifChampion: champion ?? null },
        })
      }
      done={`${version} is champion now.`}
      told={(result) => ((result?.['reasons'] ?? []) as readonly string[]).join(' ')}
    >
      The gate judges it first, on time-ordered data; that may take minutes. If it passes, it takes
      the place of <b>{champion ?? 'nothing'}</b> without a failed request, and a rollback undoes
      it.
    </ReasonedAction>
  );
}

function Version({ model }: { readonly model: Model }) {
  const { gate, curve, history } = model;
  const trend = useMemo(() => lossTrend(curve), [curve]);
  return (
    <>
      {gate !== null && (
        <div className="verdict-box" data-held={!gate.promote}>
          <b>{gate.promote ? 'The gate let it pass' : 'The gate held it back'}</b>
          <ul>
            {gate.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="two-columns">
        <section className="block" aria-labelledby="made-of">
          <h2 id="made-of">Made of</h2>
          <Made model={model} />
          <h3>Recipe</h3>
          <Configuration configuration={model.recipe.configuration} />
        </section>
        <Judgement evaluation={model.judgement} />
      </div>
      {curve.length > 1 && (
        <section className="block" aria-labelledby="learning">
          <h2 id="learning">Learning curve</h2>
          <TrendChart trend={trend} />
        </section>
      )}
      <Behaviour checks={model.behaviour} />
      <Card markdown={model.card} />
      <section className="block" aria-labelledby="history">
        <h2 id="history">What happened to it</h2>
        <Changes entries={history} />
      </section>
    </>
  );
}

const lossTrend = (curve: Model['curve']) => ({
  caption: 'Loss',
  xName: 'Epoch',
  x: curve.map(({ epoch }) => String(epoch)),
  unit: 'loss',
  format: figure,
  isZoomed: true,
  series: [{ name: 'Loss', values: curve.map(({ loss }) => loss) }],
});

const Made = ({ model }: { readonly model: Model }) => (
  <Facts
    facts={[
      ['Trained', utcTime(model.createdAt)],
      ['Knows the log up to', utcTime(model.asOf)],
      ['Movies', count(model.items)],
      ['Training took', model.trainSeconds === null ? null : duration(model.trainSeconds)],
      ['Size', model.sizeBytes === null ? null : bytes(model.sizeBytes)],
      ['Seed', String(model.seed)],
      [
        'Dataset',
        <Link key="dataset" to="/data/datasets/$datasetId" params={{ datasetId: model.datasetId }}>
          {shortId(model.datasetId)}
        </Link>,
      ],
      [
        'Run',
        <Link key="run" to="/models/runs/$runId" params={{ runId: model.runId }}>
          {shortId(model.runId)}
        </Link>,
      ],
      ['Model', shortId(model.modelId)],
    ]}
  />
);
