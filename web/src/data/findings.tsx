import type { QualityPage } from '../api/control-types.ts';
import { useControl, useControlPages } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Empty } from '../parts/empty.tsx';
import { count } from '../words/numbers.ts';
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

const OverTime = ({ checks }: { readonly checks: readonly Check[] }) =>
  checks.length === 0 ? (
    <Empty title="No dataset has been checked yet">
      <code>npx showrunner dataset build</code> makes one of what was read, and checks it.
    </Empty>
  ) : (
    <ol className="finding-days">
      {checks.map((check) => (
        <li key={check.id + check.builtAt}>
          <p>
            <b>Up to {utcTime(check.asOf)}</b>
            <br />
            <VerdictTag verdict={check.verdict} />
          </p>
          <ul className="plain">
            {check.findings.length === 0 && <li className="soft">Nothing was found.</li>}
            {check.findings.map(({ check: name, severity, message, count: times, examples }) => (
              <li key={name + message} className="finding" data-severity={severity}>
                <p>{message}</p>
                <p className="soft small">
                  {name}, {count(times)} found
                  {examples.length > 0 && ': '}
                  {examples.slice(0, 3).map((example) => (
                    <code key={example}>{example}</code>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
