import { useControlPages } from '../api/use-control.ts';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Changes } from './changes.tsx';
import { ModelsHead } from './models-head.tsx';

/** The audit trail: who changed what, when and why. */
export function ChangesPage() {
  const query = useControlPages('GET /v1/audit', {}, { everyMs: 10_000 });
  return (
    <>
      <ModelsHead title="Changes">
        Who changed what, and why: promotions, rollbacks, replays, experiments.
      </ModelsHead>
      <AskedPages query={query} what="the changes">
        {(pages) => <Changes entries={pages.flatMap(({ entries }) => entries)} />}
      </AskedPages>
    </>
  );
}
