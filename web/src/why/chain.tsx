import type { ReactNode } from 'react';
import type { Receipt } from '../api/control-types.ts';
import { shortId } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';

/** What made the list, step by step down to the lines of the log. */
export function Chain({ receipt }: { readonly receipt: Receipt }) {
  const { model, run, dataset, segments, serving, broken } = receipt.chain;
  return (
    <section className="block" aria-labelledby="chain">
      <h2 id="chain">Down to the log</h2>
      {broken.map((sentence) => (
        <p key={sentence} className="problem">
          {sentence}
        </p>
      ))}
      <ol className="chain">
        <Step name="List" id={receipt.receiptId}>
          made by sources {shortId(serving.sources)}; {serving.runtime ?? 'runtime not known'},
          kernels {serving.kernelBuild ?? 'not known'}, rules{' '}
          {serving.rules === null ? 'none' : shortId(serving.rules)}, code{' '}
          {shortId(receipt.codeVersion)}
        </Step>
        {model !== null && (
          <Step name={`Model ${model.version ?? ''}`} id={model.id}>
            knows the log up to {utcTime(model.asOf)}, seed {model.seed}, kernels {model.kernels}
          </Step>
        )}
        {run !== null && (
          <Step name="Run" id={run.id}>
            {run.stage ?? 'stage not known'}
            {run.startedAt !== null && `, begun ${utcTime(run.startedAt)}`}
          </Step>
        )}
        {dataset !== null && (
          <Step name="Dataset" id={dataset.id}>
            up to {utcTime(dataset.asOf)}, from {counted(dataset.lines, 'line')}
          </Step>
        )}
        {segments.length > 0 && (
          <Step name={counted(segments.length, 'segment of the log', 'segments of the log')} id="">
            <details>
              <summary>Lines of each</summary>
              <ul>
                {segments.map(({ id, source, partition, from, to }) => (
                  <li key={id}>
                    <code>{shortId(id)}</code> {source}, partition {partition}, lines {count(from)}{' '}
                    to {count(to - 1)}
                  </li>
                ))}
              </ul>
            </details>
          </Step>
        )}
      </ol>
    </section>
  );
}

const Step = ({
  name,
  id,
  children,
}: {
  readonly name: string;
  readonly id: string;
  readonly children: ReactNode;
}) => (
  <li>
    <b>{name}</b> {id !== '' && <code title={id}>{shortId(id)}</code>}
    <div className="soft small">{children}</div>
  </li>
);
