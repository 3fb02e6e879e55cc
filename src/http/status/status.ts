import type { Status } from './status-types.ts';
import { askBox } from './ask.ts';
import { attention } from './attention.ts';
import { byId, part, setText } from './dom.ts';
import { loop } from './loop.ts';
import { dataPanel, streamPanel } from './data-panels.ts';
import { modelsPanel, servingPanel, trainingPanel } from './model-panels.ts';
import { reportPanel } from './report.ts';
import { agoWords, setClock } from './words.ts';

const SILENCE_MS = 40_000;
const RETRY_MS = 3_000;

/** A panel, and what of the status it shows. */
const panel =
  <F>(draw: (facts: F) => void, factsOf: (status: Status) => F) =>
  (status: Status): void =>
    draw(factsOf(status));

const showAttention = part('attention', attention);
const showLoop = loop(byId('loop'));
const showReport = part('report', reportPanel);
const panels = [
  panel(part('stream', streamPanel), ({ stream, ledger, segments, home }) => ({
    stream: { ...stream, linesPerSecond: null },
    ledger,
    segments,
    home,
  })),
  panel(part('data', dataPanel), ({ datasets, catalogue, home }) => ({
    datasets,
    catalogue,
    home,
  })),
  panel(part('training', trainingPanel), ({ training, home }) => ({ training, home })),
  panel(part('models', modelsPanel), ({ models, home }) => ({ models, home })),
  panel(part('serving', servingPanel), ({ serving, home }) => ({
    serving: { ...serving, answersPerSecond: null },
    home,
  })),
];

let latest: Status | null = null;
let heardMs = 0;
let source: EventSource | null = null;

function show(status: Status): void {
  latest = status;
  heardMs = Date.now();
  setClock(status.now);
  setText(byId('home'), status.home);
  showAttention(status.attention);
  showLoop(status);
  showReport({ report: status.report, reportDays: status.reportDays, home: status.home });
  for (const showPanel of panels) showPanel(status);
  byId('main').removeAttribute('aria-busy');
  tick();
}

function setLine(state: 'live' | 'quiet' | 'lost', words: string): void {
  byId('line').dataset.state = state;
  setText(byId('line'), words);
  document.body.classList.toggle('stale', state === 'lost');
  const lost = byId('lost');
  lost.hidden = state !== 'lost';
  if (state === 'lost')
    setText(
      lost,
      latest === null
        ? 'The server cannot be reached; trying again.'
        : `Connection lost. These figures are of ${latest.now.slice(11, 19)} UTC and stand still; trying again.`,
    );
}

function connect(): void {
  const events = new EventSource('/v1/events');
  source = events;
  events.addEventListener('open', () => {
    heardMs = Date.now();
    setLine('live', 'live');
  });
  events.addEventListener('status', (event) => {
    show(JSON.parse(event.data) as Status);
    setLine('live', 'live');
  });
  events.addEventListener('error', () => {
    setLine('lost', 'connection lost');
    // A refusal ends the stream for good; a broken line it mends by itself.
    if (events.readyState === EventSource.CLOSED) setTimeout(reconnect, RETRY_MS);
  });
}

/** After a refusal: to the login where the token is missing, else again. */
async function reconnect(): Promise<void> {
  const reply = await fetch('/v1/status').catch(() => null);
  if (reply?.status === 401) location.assign('/login');
  else connect();
}

/** Keeps true what is told as so long ago, and a training's seconds. */
function tick(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]'))
    setText(time, agoWords(time.dateTime));
  if (latest?.training.current) showLoop(latest);
}

askBox(byId('ask'), byId('answer'));
new MutationObserver(tick).observe(byId('answer'), { childList: true });
connect();
setInterval(() => {
  tick();
  if (source?.readyState === EventSource.OPEN && Date.now() - heardMs > SILENCE_MS)
    setLine('quiet', 'live, nothing new');
}, 1000);
