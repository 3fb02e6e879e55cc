import { askBox } from './ask.js';
import { attention } from './attention.js';
import { part, setText } from './dom.js';
import { loop } from './loop.js';
import { dataPanel, streamPanel } from './data-panels.js';
import { modelsPanel, servingPanel, trainingPanel } from './model-panels.js';
import { reportPanel } from './report.js';
import { agoWords, setClock } from './words.js';

const SILENCE_MS = 40_000;
const RETRY_MS = 3_000;

const byId = (id) => document.getElementById(id);
const showAttention = part('attention', attention);
const showLoop = loop(byId('loop'));
const showReport = part('report', reportPanel);
const panels = [
  [
    part('stream', streamPanel),
    ({ stream, ledger, segments, home }) => ({
      stream: { ...stream, linesPerSecond: null },
      ledger,
      segments,
      home,
    }),
  ],
  [part('data', dataPanel), ({ datasets, catalogue, home }) => ({ datasets, catalogue, home })],
  [part('training', trainingPanel), ({ training, home }) => ({ training, home })],
  [part('models', modelsPanel), ({ models, home }) => ({ models, home })],
  [
    part('serving', servingPanel),
    ({ serving, home }) => ({ serving: { ...serving, answersPerSecond: null }, home }),
  ],
];

let latest = null;
let heardMs = 0;
let source = null;

function show(status) {
  latest = status;
  heardMs = Date.now();
  setClock(status.now);
  setText(byId('home'), status.home);
  showAttention(status.attention);
  showLoop(status);
  showReport({ report: status.report, reportDays: status.reportDays, home: status.home });
  for (const [draw, factsOf] of panels) draw(factsOf(status));
  byId('main').removeAttribute('aria-busy');
  tick();
}

function setLine(state, words) {
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

function connect() {
  source = new EventSource('/v1/events');
  source.addEventListener('open', () => {
    heardMs = Date.now();
    setLine('live', 'live');
  });
  source.addEventListener('status', (event) => {
    show(JSON.parse(event.data));
    setLine('live', 'live');
  });
  source.addEventListener('error', () => {
    setLine('lost', 'connection lost');
    // A refusal ends the stream for good; a broken line it mends by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(reconnect, RETRY_MS);
  });
}

/** After a refusal: to the login where the token is missing, else again. */
async function reconnect() {
  const reply = await fetch('/v1/status').catch(() => null);
  if (reply?.status === 401) location.assign('/login');
  else connect();
}

/** Keeps true what is told as so long ago, and a training's seconds. */
function tick() {
  for (const time of document.querySelectorAll('time[data-ago]'))
    setText(time, agoWords(time.dateTime));
  if (latest?.training.current) showLoop(latest);
}

askBox(byId('ask'), byId('answer'));
new MutationObserver(tick).observe(byId('answer'), { childList: true });
connect();
setInterval(() => {
  tick();
  if (source.readyState === EventSource.OPEN && Date.now() - heardMs > SILENCE_MS)
    setLine('quiet', 'live, nothing new');
}, 1000);
