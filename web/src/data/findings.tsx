import type { QualityPage } from '../api/control-types.ts';
import { useControl, useControlPages } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Empty } from '../parts/empty.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { spaced } from '../words/names.ts';
import { counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { ContractTables } from './contract-tables.tsx';
import { DataHead } from './data-head.tsx';
import { VerdictTag } from './verdict-tag.tsx';

/** What the checks of the data found over time, and the contracts that they hold it to. */
export function Findings() {
  const checks = useControlPages('GET /v1/quality');
  const contracts = useControl('GET /v1/contracts');
  return (
    <>
      <DataHead title="Is the data sound?">
        Every dataset is checked before anything trains on it. What blocks, blocks training.
      </DataHead>
      <AskedPages query={checks} what="the findings">
        {(pages) => <OverTime checks={pages.flatMap((page) => page.checks)} />}
      </AskedPages>
      <section className="block" aria-labelledby="contracts">
        <h2 id="contracts">Contracts in force</h2>
        <Asked query={contracts} what="the contracts">
          {(found) => <ContractTables contracts={found} />}
        </Asked>
      </section>
    </>
  );
}

type Check = QualityPage['checks'][number];

const OverTime = ({ checks: [latest, ...earlier] }: { readonly checks: readonly Check[] }) =>
  latest === undefined ? (
    <Empty title="No dataset has been checked yet">
      <code>npx showrunner dataset build</code> makes one of what was read, and checks it.
    </Empty>
  ) : (
    <>
      <section className="block first" aria-labelledby="latest">
        <h2 id="latest">The latest dataset, up to {utcTime(latest.asOf)}</h2>
        <p>
          <VerdictTag verdict={latest.verdict} /> {ANSWERS[latest.verdict]}
        </p>
        <ul className="plain findings">
          {latest.findings.map(({ check: name, severity, message, count: times, examples }) => (
            <li key={name + message} className="finding" data-severity={severity}>
              <p>{message}</p>
              <p className="soft small">
                Check {spaced(name)}, {counted(times, 'case')}
                {examples.length > 0 && ': '}
                {examples.slice(0, 3).map((example) => (
                  <code key={example}>{example}</code>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </section>
      {earlier.length > 0 && (
        <section className="block" aria-labelledby="earlier">
          <h2 id="earlier">Those before it</h2>
          <DataTable
            label="Earlier checks"
            rows={earlier}
            keyOf={({ id, builtAt }) => id + builtAt}
            columns={[
              { name: 'Up to', isTight: true, of: ({ asOf }) => utcTime(asOf) },
              { name: 'Verdict', of: ({ verdict }) => <VerdictTag verdict={verdict} /> },
              {
                name: 'What was found',
                of: ({ findings }) =>
                  findings.length === 0 ? (
                    'nothing'
                  ) : (
                    <ul className="plain">
                      {findings.map(({ check, message }) => (
                        <li key={check + message}>{message}</li>
                      ))}
                    </ul>
                  ),
              },
            ]}
          />
        </section>
      )}
    </>
  );

/** Whether the data are sound, by the verdict on them. */
const ANSWERS: Readonly<Record<Check['verdict'], string>> = {
  pass: 'Nothing is wrong with it.',
  note: 'It is sound; what is noted is worth knowing and stops nothing.',
  warn: 'Something wants to be looked at; training goes on.',
  block: 'Nothing trains on it until this is settled; the champion goes on serving.',
};
