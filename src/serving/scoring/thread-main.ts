/** A thread that scores: reads and verifies the model or is given it, then answers letters. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { postedError } from '../../domain/posted-error.ts';
import { readModel, scorerOf } from '../../registry/index.ts';
import { localRanker } from '../local-ranker.ts';
import type { Ranker } from '../ranker.ts';
import { LetterReader, LetterWriter } from './letter.ts';
import { readAsk, writeReply, type Ask, type Reply } from './question.ts';
import type { FromThread, ThreadOrder, ToThread } from './scoring-thread.ts';

const { artifact, model: given } = workerData as ThreadOrder;
const port: MessagePort = parentPort!;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const post = (message: FromThread): void => port.postMessage(message);

try {
  const model = given ?? (await readModel(artifact));
  const scorer = scorerOf(model);
  answerLetters(localRanker(scorer));
  post({ kind: 'ready', personal: scorer.personal, model: given === null ? model : null });
} catch (thrown) {
  post({ kind: 'failed', error: postedError(thrown) });
}

/** A message is the memory of the letters to come, or how many questions the next one holds. */
function answerLetters(ranker: Ranker): void {
  const reader = new LetterReader();
  const writer = new LetterWriter();
  let known: SharedArrayBuffer | null = null;
  port.on('message', async (message: ToThread) => {
    if (typeof message !== 'number') {
      reader.memory = message;
      return;
    }
    reader.begin();
    writer.begin();
    for (let question = 0; question < message; question++)
      await answer(ranker, readAsk(reader), writer);
    if (writer.memory !== known) post({ kind: 'memory', memory: (known = writer.memory) });
    post(message);
  });
}

async function answer(ranker: Ranker, ask: Ask, letter: LetterWriter): Promise<void> {
  let reply: Reply;
  try {
    reply = await replyTo(ranker, ask);
  } catch (thrown) {
    letter.number(1);
    letter.text(JSON.stringify(postedError(thrown)));
    return;
  }
  letter.number(0);
  writeReply(letter, reply);
}

const replyTo = async (ranker: Ranker, ask: Ask): Promise<Reply> =>
  ask.kind === 'top'
    ? { kind: 'top', ranked: await ranker.top(ask.request) }
    : { kind: 'explain', explained: await ranker.explain(ask.request, ask.rows) };
