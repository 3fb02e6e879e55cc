/** How large the simulated services of a coverage proof are. */
export interface CoverageSetting {
  readonly users: number;
  readonly movies: number;
  /** Days with the service's own mixed lists, to learn from and to compare with. */
  readonly historyDays: number;
  /** Days with personal lists for one arm. */
  readonly days: number;
  /** Share of users whose lists are not personal. */
  readonly rate: number;
}

/** One simulated service, by its seed. */
export interface CoverageRun extends CoverageSetting {
  readonly seed: number;
}
