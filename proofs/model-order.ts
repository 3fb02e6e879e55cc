import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meanOf } from '../src/math/moments.ts';
import { families } from '../src/training/index.ts';
import { learnAll } from './model-order/learn-all.ts';
import { liveWith, thinUsers, type UserMinutes } from './model-order/live-with.ts';
import { orderResult } from './model-order/order-result.ts';
import { openService, type Service } from './model-order/service.ts';
import { BASELINE, type OrderSetting } from './model-order/setting.ts';
import type { Proof, ProofResult } from './proof.ts';

/**
 * Trains every family on one simulated history, judges it offline, then lets the same viewers live
 * with its lists and adds up what they truly watch. Compares the two orders.
 */
export async function modelOrder(
  setting: OrderSetting,
  say: (sentence: string) => void,
): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'showrunner-proof-'));
  const service = async <T>(use: (service: Service) => Promise<T>): Promise<T> => {
    const own = mkdtempSync(join(folder, 'service-'));
    const opened = await openService(setting, own);
    try {
      return await use(opened);
    } finally {
      await opened.close();
      rmSync(own, { recursive: true });
    }
  };
  try {
    const { live, few, scorers, knowledge } = await service(async (opened) => {
      const known = await opened.learn();
      return { ...(await learnAll(setting, known, say)), knowledge: known };
    });
    const minutes = new Map<string, UserMinutes>();
    for (const name of setting.families) {
      const [model, popularity] = [scorers.get(name)!, scorers.get(BASELINE)!];
      const lived = await service((opened) => liveWith(opened, setting, { model, popularity }));
      minutes.set(name, lived);
      say(`${name}: ${meanOf(lived.expected).toFixed(2)} true minutes a user and day.`);
    }
    return orderResult(setting, { live, few, minutes, thin: thinUsers(setting, knowledge) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The proof as it is run by hand. */
export const modelOrderProof: Proof = {
  name: 'model-order',
  claim:
    'No two model families are ordered one way by the offline evaluation and the other way by the true watch minutes of simulated viewers, both beyond doubt, and nobody with fewer than 5 likes is worse off than with popularity.',
  run: (say) =>
    modelOrder(
      {
        users: 3000,
        movies: 1500,
        historyDays: 10,
        days: 5,
        seed: 1,
        families: Object.keys(families),
      },
      say,
    ),
};
