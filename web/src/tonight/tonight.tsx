import './tonight.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMay } from '../api/use-session.ts';
import { knownViewers } from './known-viewers.ts';
import { Newcomer } from './newcomer.tsx';

/** Who is watching: somebody known, or somebody new. */
export function Tonight() {
  const [userId, setUserId] = useState('');
  const navigate = useNavigate();
  const isId = /^\d{1,64}$/.test(userId);
  useEffect(() => {
    document.title = 'Tonight · Showrunner';
  }, []);
  return (
    <div className="tonight">
      <header className="tonight-hero">
        <h1>Who is watching tonight?</h1>
      </header>
      <form
        className="who"
        onSubmit={(event) => {
          event.preventDefault();
          if (isId) void navigate({ to: '/tonight/$userId', params: { userId } });
        }}
      >
        <label className="field">
          <span className="label">Viewer id, digits only</span>
          <input
            value={userId}
            inputMode="numeric"
            autoComplete="off"
            maxLength={64}
            placeholder="such as 39"
            onChange={(event) => setUserId(event.target.value.trim())}
          />
        </label>
        <button type="submit" className="button main" disabled={!isId}>
          Open the page
        </button>
      </form>
      <Known />
      {useMay('post-events') && <Newcomer />}
    </div>
  );
}

/** Viewers that were here before. */
function Known() {
  const known = knownViewers();
  if (known.length === 0) return null;
  return (
    <section aria-labelledby="known">
      <h2 id="known" className="label">
        Lately here
      </h2>
      <ul className="known">
        {known.map((userId) => (
          <li key={userId}>
            <Link to="/tonight/$userId" params={{ userId }} className="button">
              Viewer {userId}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
