import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Operator, OperatorEnd } from '../http/index.ts';
import type { OperationSettings } from './operation.ts';

/**
 * Does the work of operators in a process each, run by the Node that runs this, so that the server
 * answers meanwhile. A process that dies without a word has failed; when the server ends it is told
 * to end in good order.
 */
export function childOperator(settings: OperationSettings, stop: AbortSignal): Operator {
  const program = fileURLToPath(new URL('../../bin/showrunner.js', import.meta.url));
  return (asked, say) =>
    new Promise<OperatorEnd>((resolve) => {
      const args = ['--asked', JSON.stringify(asked), '--settings', JSON.stringify(settings)];
      const child = spawn(process.execPath, [program, 'operation', ...args], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      const end = (): void => void child.kill('SIGTERM');
      stop.addEventListener('abort', end, { once: true });
      let said = '';
      let last = '';
      child.stdout!.on('data', (piece) => (said += String(piece)));
      createInterface({ input: child.stderr! }).on('line', (line) => {
        last = line;
        say(line);
      });
      const finish = (found: string): void => {
        stop.removeEventListener('abort', end);
        resolve(endIn(said) ?? failed(found));
      };
      child.on('error', (error) => finish(error.message));
      child.on('close', (code, signal) => finish(last === '' ? `exit ${code ?? signal}` : last));
    });
}

const failed = (found: string): OperatorEnd => ({
  problem: { code: 'OPERATION_FAILED', message: `The work ended without a result: ${found}` },
});

function endIn(text: string): OperatorEnd | null {
  try {
    return JSON.parse(text) as OperatorEnd;
  } catch {
    return null;
  }
}
