import type { ControlRoute } from '../api/control.ts';

/** A part of the app that the navigation leads to. */
export interface Section {
  readonly to: string;
  readonly name: string;
  /** The second key after `g` that goes there. */
  readonly key: string;
  /** What is there, for the list of shortcuts. */
  readonly about: string;
  /** The route without which there is nothing to show. */
  readonly needs?: ControlRoute;
}

/** For those who run the recommender. */
export const OPERATE: readonly Section[] = [
  { to: '/', name: 'Now', key: 'n', about: 'how everything is, live' },
  {
    to: '/alerts',
    name: 'Alerts',
    key: 'l',
    about: 'what fires, and what to do',
    needs: 'GET /v1/alerts',
  },
  { to: '/data', name: 'Data', key: 'a', about: 'findings, drift', needs: 'GET /v1/drift' },
  { to: '/models', name: 'Models', key: 'm', about: 'versions and runs', needs: 'GET /v1/models' },
  {
    to: '/experiments',
    name: 'Experiments',
    key: 'e',
    about: 'releases by proof',
    needs: 'GET /v1/experiments',
  },
  { to: '/days', name: 'Days', key: 'd', about: 'a report for every day, and trends' },
  { to: '/why', name: 'Why', key: 'w', about: 'what led to a list' },
];

/** For those who watch. */
export const WATCH: readonly Section[] = [
  { to: '/tonight', name: 'Tonight', key: 't', about: 'what a viewer sees' },
];
