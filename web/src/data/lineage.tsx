import { Link } from '@tanstack/react-router';
import type { Dataset } from '../api/control-types.ts';
import { VersionLink } from '../models/version-link.tsx';
import { shortId } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';

const MOST = 40;

/** From the lines of the log through the dataset to the models, from left to right. */
export function Lineage({ dataset: { id, lineage } }: { readonly dataset: Dataset }) {
  const { segments, settlements, catalogue, runs, models } = lineage;
  return (
    <section className="block" aria-labelledby="lineage">
      <h2 id="lineage">Where it comes from, and what came of it</h2>
      <div className="lineage">
        <div>
          <h3>{counted(segments.length, 'segment')} of the log</h3>
          <ul className="plain small">
            {segments.slice(0, MOST).map((segment) => (
              <li key={segment.id}>
                <code>{shortId(segment.id)}</code> lines {count(segment.from)} to{' '}
                {count(segment.to - 1)}
              </li>
            ))}
          </ul>
          {settlements.length > 0 && (
            <p className="small soft">{counted(settlements.length, 'settlement')} besides</p>
          )}
        </div>
        <div>
          <h3>Catalogue</h3>
          <p className="small">
            {catalogue === null
              ? 'none'
              : `${shortId(catalogue.id)}${catalogue.items === null ? ', gone' : `, ${counted(catalogue.items, 'title')}`}`}
          </p>
          <h3>Dataset</h3>
          <p className="small">{shortId(id)}</p>
        </div>
        <div>
          <h3>Runs</h3>
          <ul className="plain small">
            {runs.map((run) => (
              <li key={run.runId}>
                <Link to="/models/runs/$runId" params={{ runId: run.runId }}>
                  {run.stage}
                </Link>
                , {utcTime(run.startedAt)}, {run.status}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>Models</h3>
          <ul className="plain small">
            {models.map(({ version }) => (
              <li key={version}>
                <VersionLink version={version} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
