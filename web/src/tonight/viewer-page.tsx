import './tonight.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Problem } from '../parts/problem.tsx';
import { ContinueRow } from './continue-row.tsx';
import { rememberViewer } from './known-viewers.ts';
import { SimilarRows } from './similar-rows.tsx';
import { TopPicks } from './top-picks.tsx';
import { NarrowedRows } from './narrowed-rows.tsx';
import { useDeeds } from './use-deeds.ts';

const route = getRouteApi('/tonight/$userId');

/** A viewer's page: rows of titles with a reason, to watch and to rate. */
export function ViewerPage() {
  const { userId } = route.useParams();
  const deeds = useDeeds(userId);
  useEffect(() => {
    document.title = `Tonight for viewer ${userId} · Showrunner`;
    rememberViewer(userId);
  }, [userId]);
  return (
    <div className="tonight">
      <header className="tonight-head">
        <h1>Tonight</h1>
        <p className="soft">
          Viewer {userId}. <Link to="/tonight">Somebody else</Link>
        </p>
      </header>
      <p className="deed-done" role="status">
        {deeds.done !== null && <>{deeds.done} Your lists are made anew from it.</>}
      </p>
      {deeds.error !== null && <Problem title="That was not taken" error={deeds.error} />}
      <TopPicks userId={userId} deeds={deeds} />
      <ContinueRow userId={userId} deeds={deeds} />
      <SimilarRows userId={userId} deeds={deeds} />
      <NarrowedRows userId={userId} deeds={deeds} />
    </div>
  );
}
