export { loadStandings, type AlertStanding } from './alert-states.ts';
export { alertsJsonSchema, type AlertRule, type Webhook } from './alerts-schema.ts';
export {
  checkAlerts,
  type AlertSources,
  type CheckedAlerts,
  type CheckedRule,
} from './check-alerts.ts';
export { loadAlerts, SHIPPED_ALERTS } from './load-alerts.ts';
export { deliverDue, type AlertMessage, type Delivered } from './outbox.ts';
export { loadRunbook, runbookNames, type Runbook } from './runbooks.ts';
export { liftSilence, silence, silencesAt, type Silence } from './silences.ts';
