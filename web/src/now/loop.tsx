import './loop.css';
import type { Status } from '../api/status-types.ts';
import { LoopCentre } from './loop-centre.tsx';
import { stations, type Station, type StationName } from './stations.ts';
import { useNow } from './use-now.ts';

/** Where each station leads to on this page. */
const TARGETS: Readonly<Record<StationName, string>> = {
  Stream: '#ledger',
  Quality: '#ledger',
  Lake: '#ledger',
  Dataset: '#champion',
  Training: '#training',
  Gate: '#champion',
  Champion: '#champion',
  Lists: '#lists',
  Viewers: '#last-day',
};

/** The loop from the stream to the viewers and back, with live figures. */
export function Loop({ status }: { readonly status: Status }) {
  const nowMs = useNow();
  const isReading = (status.stream.linesPerSecond ?? 0) > 0;
  return (
    <section className="loop-section" aria-label="The loop">
      <div className="loop">
        <div className="loop-middle">
          <svg className="track" aria-hidden="true">
            <rect className="track-line" rx="30" />
            {isReading && <rect className="track-pulse" rx="30" pathLength="100" />}
          </svg>
          <LoopCentre status={status} />
        </div>
        <ol className="stations">
          {stations(status, nowMs).map((station) => (
            <StationItem key={station.name} station={station} />
          ))}
        </ol>
      </div>
    </section>
  );
}

const STATE_WORDS = {
  good: '',
  empty: 'nothing yet',
  busy: 'at work',
  look: 'look',
  stop: 'act',
} as const;

function StationItem({ station }: { readonly station: Station }) {
  const { name, figure, unit, notes, state } = station;
  return (
    <li className={`station at-${name.toLowerCase()}`} data-state={state}>
      <span className="station-dot" aria-hidden="true" />
      <a href={TARGETS[name]} className="station-name">
        {name}
      </a>
      {(state === 'look' || state === 'stop' || state === 'busy') && (
        <span className="station-state">{STATE_WORDS[state]}</span>
      )}
      <p className="station-figure">
        <b>{figure}</b> {unit !== '' && <span className="unit">{unit}</span>}
      </p>
      {notes.map((note) => (
        <p key={note} className="station-note">
          {note}
        </p>
      ))}
    </li>
  );
}
