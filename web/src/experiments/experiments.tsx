import './experiments.css';
import { Link } from '@tanstack/react-router';
import type { ExperimentPage } from '../api/control-types.ts';
import { useControlPages } from '../api/use-control.ts';
import { useMay } from '../api/use-session.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { percent } from '../words/numbers.ts';
import { estimateWords } from './estimate-words.ts';
import { KIND_WORDS } from './kind-words.ts';

/** Experiments: which run, what they say so far, and what became of the others. */
export function Experiments() {
  const query = useControlPages('GET /v1/experiments', {}, { everyMs: 5_000 });
  const may = useMay('experiment');
  return (
    <>
      <PageHead
        title="Experiments"
        actions={
          may ? (
            <Link className="button main" to="/experiments/new">
              New experiment
            </Link>
          ) : undefined
        }
      >
        Two ways of making lists at the same time, each for its own viewers, drawn by lot: what one
        is worth against the other.
      </PageHead>
      <AskedPages query={query} what="the experiments">
        {(pages) => <List experiments={pages.flatMap(({ experiments }) => experiments)} />}
      </AskedPages>
    </>
  );
}

const List = ({ experiments }: { readonly experiments: ExperimentPage['experiments'] }) =>
  experiments.length === 0 ? (
    <Empty title="There is no experiment yet">
      Write down a plan: which version, against the champion, judged by what. The power calculation
      says how many viewers it takes before anything starts.
    </Empty>
  ) : (
    <DataTable
      label="Experiments"
      rows={experiments}
      keyOf={({ name }) => name}
      columns={[
        {
          name: 'Experiment',
          of: ({ name }) => (
            <Link to="/experiments/$name" params={{ name }}>
              {name}
            </Link>
          ),
        },
        { name: 'Kind', of: ({ kind }) => KIND_WORDS[kind] },
        { name: 'Treatment', of: ({ treatment }) => treatment },
        {
          name: 'State',
          of: ({ status, outcome }) => (
            <span className="tag" data-strong={status === 'running'}>
              {status === 'ended' ? (outcome ?? 'ended') : status}
            </span>
          ),
        },
        { name: 'Share', isNumber: true, of: ({ share }) => (share === 0 ? '–' : percent(share)) },
        {
          name: 'So far',
          of: ({ kind, latest }) =>
            kind === 'shadow'
              ? 'asked beside the champion'
              : estimateWords(latest?.estimate ?? null),
        },
      ]}
    />
  );
