/** A part of the app that the navigation leads to. */
export interface Section {
  readonly to: string;
  readonly name: string;
  /** The second key after `g` that goes there. */
  readonly key: string;
  /** What is there, for the list of shortcuts. */
  readonly about: string;
}

/** For those who run the recommender. */
export const OPERATE: readonly Section[] = [
  { to: '/', name: 'Now', key: 'n', about: 'how everything is, live' },
  { to: '/days', name: 'Days', key: 'd', about: 'a report for every day, and trends' },
];

/** For those who watch. */
export const WATCH: readonly Section[] = [
  { to: '/tonight', name: 'Tonight', key: 't', about: 'what a viewer sees' },
];

export const SECTIONS: readonly Section[] = [...OPERATE, ...WATCH];
