import {
  checkContracts,
  qualityFacts,
  type Contracts,
  type QualityFacts,
} from '../quality/index.ts';
import { dataInScope, type ScopeRequest } from './data-in-scope.ts';

/** Holds lake and catalogue against the contracts. Only the age of data depends on `nowMs`. */
export async function checkQuality(
  contracts: Contracts,
  request: ScopeRequest,
): Promise<QualityFacts> {
  const data = await dataInScope(request);
  const checked = await checkContracts(contracts, data);
  const { span, firstMs, newestMs, judgedDay, ledger } = data.events;
  return qualityFacts(checked, {
    contracts: contracts.hash,
    ledger,
    scope: {
      day: request.day,
      from: instant(firstMs === null ? null : Math.max(firstMs, span?.fromMs ?? -Infinity)),
      to: instant(newestMs),
      judgedDay: judgedDay?.day ?? null,
    },
  });
}

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
