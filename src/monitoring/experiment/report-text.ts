import { percent } from '../../pages/index.ts';
import { momentWords } from './report-words.ts';
import type { ExperimentReport } from './report-schema.ts';

/** Decisions that are spelled out, the latest. */
const MOST = 5;

/** The report of an experiment for a chat. Lines end in `\n`. */
export function experimentText({ plan, at, verdict, decisions }: ExperimentReport): string {
  const changes = decisions.filter(({ action }) => action !== 'continue').slice(-MOST);
  return [
    `Experiment ${plan.name} (${plan.kind}, ${plan.treatment}), up to ${momentWords(at)} UTC`,
    verdict.headline,
    ...verdict.sentences,
    ...changes.map(
      ({ at: when, share, action, because }) =>
        `- ${momentWords(when)}, ${percent(share)}: ${action}. ${because}`,
    ),
    '',
  ].join('\n');
}
