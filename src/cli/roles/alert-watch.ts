import type { Installation } from '../../compose.ts';
import { messageOf } from '../../domain/errors.ts';
import { checkAlerts, deliverDue, loadAlerts } from '../../monitoring/index.ts';
import type { RoleContext } from './role-context.ts';

/** Alerts as the observing role keeps them. */
export interface AlertWatch {
  /** Holds the rules against the latest report; what is new is said, and put into the outbox. */
  check(): Promise<void>;
  /** The same once a minute without a new report: live metrics change between reports. */
  checkLive(): Promise<void>;
  /** Begins to tell the webhooks what is due, unless that is going on already. Never waits. */
  deliver(): void;
  /** Waits for the delivery that is going on. */
  settled(): Promise<void>;
}

/** Looks into the outbox this often when nothing is known to be due. */
const LOOK_MS = 60_000;

/** A rule or a webhook that fails is said and harms nothing else. */
export function alertWatch(
  installation: Installation,
  { settings, say, stop }: RoleContext,
): AlertWatch {
  let going: Promise<void> | null = null;
  let nextMs = 0;
  let checkedMs = installation.clock.nowMs();
  const deliverAll = async (): Promise<void> => {
    try {
      const { webhooks } = loadAlerts(installation.home).alerts;
      const done = await deliverDue(installation, webhooks, stop);
      nextMs = done.nextMs ?? installation.clock.nowMs() + LOOK_MS;
      if (done.givenUp > 0) say(`${done.givenUp} alerts could not be delivered and are given up.`);
    } catch (thrown) {
      nextMs = installation.clock.nowMs() + LOOK_MS;
      say(`Alerts could not be delivered: ${messageOf(thrown)}`);
    } finally {
      going = null;
    }
  };
  const check = async (): Promise<void> => {
    checkedMs = installation.clock.nowMs();
    try {
      const live = `http://${settings.host}:${settings.ports.public}/metrics`;
      const { messages } = await checkAlerts(installation, live);
      for (const { rule, state, summary, found, runbook } of messages)
        say(
          state === 'firing'
            ? `Alert ${rule}: ${summary} ${found}. See ${runbook}.`
            : `Alert ${rule} is resolved: ${found}.`,
        );
      nextMs = 0;
    } catch (thrown) {
      say(`Alerts could not be checked: ${messageOf(thrown)}`);
    }
  };
  return {
    check,
    checkLive: async () => {
      if (installation.clock.nowMs() - checkedMs >= LOOK_MS) await check();
    },
    deliver: () => {
      if (going === null && installation.clock.nowMs() >= nextMs) going = deliverAll();
    },
    settled: async () => {
      await going;
    },
  };
}
