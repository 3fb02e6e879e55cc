import type { Home } from '../../store/index.ts';
import { decideShadow } from '../experiment/decide-shadow.ts';
import { requireExperiment } from '../experiment/experiments.ts';
import type { ExperimentPorts } from '../experiment/ports.ts';
import type { JudgeShadow } from '../release-loop.ts';
import { readShadow } from './shadow-file.ts';

const ACTION = { continue: 'wait', pass: 'pass', abort: 'fail' } as const;

/** Makes the judge of the shadows of a home, from the minutes that servers wrote down of them. */
export const shadowJudge =
  ({
    home,
    metadata,
  }: Pick<ExperimentPorts, 'metadata'> & { readonly home: Pick<Home, 'root'> }): JudgeShadow =>
  async (name) => {
    const { plan } = await requireExperiment(metadata, name);
    const { action, because } = decideShadow(plan, readShadow(home, name));
    return { action: ACTION[action], because };
  };
