import { getRouteApi, Link } from '@tanstack/react-router';
import type { QuarantineLine } from '../api/control-types.ts';
import { useControl } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { Facts } from '../parts/facts.tsx';
import { capitalized, spaced } from '../words/names.ts';
import { count } from '../words/numbers.ts';
import { DataHead } from './data-head.tsx';
import { ReplayLines } from './replay-lines.tsx';

const route = getRouteApi('/data/quarantine/$lineId');

/** One line that cannot be used: where it breaks, what was tried, what stood around it. */
export function QuarantineLinePage() {
  const { lineId } = route.useParams();
  const query = useControl('GET /v1/quarantine/{lineId}', { path: { lineId } });
  return (
    <>
      <DataHead
        title={query.data === undefined ? 'A line' : capitalized(spaced(query.data.reason))}
        actions={
          <>
            <Link className="button" to="/data/quarantine">
              All lines
            </Link>
            {query.data !== undefined && <ReplayLines only={query.data.reason} />}
          </>
        }
      >
        {query.data?.sentence ?? ''}
      </DataHead>
      <Asked query={query} what="the line">
        {(line) => <Line line={line} />}
      </Asked>
    </>
  );
}

const Line = ({ line }: { readonly line: QuarantineLine }) => (
  <>
    <pre className="log-line" tabIndex={0} role="region" aria-label="The line">
      <Marked text={line.line ?? `base64: ${line.bytesBase64 ?? ''}`} at={line.stoppedAt} />
    </pre>
    <Facts
      facts={[
        ['Judged today', todayWords(line)],
        ['Source', line.source],
        ['Place', `partition ${line.partition}, line ${count(line.position)}`],
      ]}
    />
    {line.candidates.length > 0 && (
      <section className="block" aria-labelledby="candidates">
        <h2 id="candidates">What it may have been</h2>
        <ul className="candidates">
          {line.candidates.map(({ line: text, standing }) => (
            <li key={text}>
              <code>{text}</code> <span className="soft small">{standing}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
    <section className="block" aria-labelledby="around">
      <h2 id="around">Around it</h2>
      <pre className="log-line" tabIndex={0} role="region" aria-label="Lines around it">
        {line.context.map(({ position, line: text }) => (
          <span key={position} data-own={position === line.position}>
            {count(position)} {text}
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  </>
);

/** What would become of it if it came today. */
function todayWords({ now, reason, isWaiting }: QuarantineLine): string {
  if (isWaiting) return 'It waits until the catalogue says whether movie and user exist.';
  if (now === null) return 'It could be used now: a replay takes it up.';
  return now === reason
    ? 'The same would be wrong with it, so a replay leaves it here.'
    : `It would be set aside for another reason: ${spaced(now)}.`;
}

/** A text with what is at fault marked. */
const Marked = ({
  text,
  at,
}: {
  readonly text: string;
  readonly at: QuarantineLine['stoppedAt'];
}) =>
  at === null ? (
    text
  ) : (
    <>
      {text.slice(0, at.from)}
      <mark>{text.slice(at.from, at.to) || '␠'}</mark>
      {text.slice(at.to)}
    </>
  );
