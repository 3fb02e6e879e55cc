import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { NotFound } from './frame/not-found.tsx';
import { Shell } from './frame/shell.tsx';
import { runSearch } from './models/run-search.ts';
import { Now } from './now/now.tsx';
import { Loading } from './parts/loading.tsx';
import { PageProblem } from './parts/page-problem.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = () => root;

/** Texts of an address's query, by name; numbers too, which the router reads as such. */
const texts =
  <K extends string>(...names: readonly K[]) =>
  (search: Readonly<Record<string, unknown>>): Partial<Record<K, string>> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' || typeof value === 'number'
          ? [[name, String(value)]]
          : [];
      }),
    ) as Partial<Record<K, string>>;

const routes = root.addChildren([
  createRoute({ getParentRoute, path: '/', component: Now }),
  createRoute({
    getParentRoute,
    path: '/tonight',
    component: lazyRouteComponent(() => import('./tonight/tonight.tsx'), 'Tonight'),
  }),
  createRoute({
    getParentRoute,
    path: '/tonight/$userId',
    component: lazyRouteComponent(() => import('./tonight/viewer-page.tsx'), 'ViewerPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/days',
    component: lazyRouteComponent(() => import('./days/days.tsx'), 'Days'),
  }),
  createRoute({
    getParentRoute,
    path: '/days/ranges',
    component: lazyRouteComponent(() => import('./days/ranges.tsx'), 'Ranges'),
  }),
  createRoute({
    getParentRoute,
    path: '/days/ranges/$key',
    component: lazyRouteComponent(() => import('./days/range-page.tsx'), 'RangePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/alerts',
    component: lazyRouteComponent(() => import('./alerts/alerts.tsx'), 'Alerts'),
  }),
  createRoute({
    getParentRoute,
    path: '/alerts/runbooks/$name',
    component: lazyRouteComponent(() => import('./alerts/runbook.tsx'), 'RunbookPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/days/$day',
    component: lazyRouteComponent(() => import('./days/day-page.tsx'), 'DayPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/why',
    validateSearch: texts('of', 'replay'),
    component: lazyRouteComponent(() => import('./why/why.tsx'), 'Why'),
  }),
  createRoute({
    getParentRoute,
    path: '/models',
    component: lazyRouteComponent(() => import('./models/versions.tsx'), 'Versions'),
  }),
  createRoute({
    getParentRoute,
    path: '/models/runs',
    validateSearch: runSearch,
    component: lazyRouteComponent(() => import('./models/runs.tsx'), 'Runs'),
  }),
  createRoute({
    getParentRoute,
    path: '/models/runs/$runId',
    component: lazyRouteComponent(() => import('./models/run-page.tsx'), 'RunPageView'),
  }),
  createRoute({
    getParentRoute,
    path: '/models/compare',
    validateSearch: texts('ids'),
    component: lazyRouteComponent(() => import('./models/compare.tsx'), 'Compare'),
  }),
  createRoute({
    getParentRoute,
    path: '/models/tuning',
    component: lazyRouteComponent(() => import('./models/tuning.tsx'), 'Tuning'),
  }),
  createRoute({
    getParentRoute,
    path: '/models/changes',
    component: lazyRouteComponent(() => import('./models/changes-page.tsx'), 'ChangesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/models/$family/$number',
    component: lazyRouteComponent(() => import('./models/version-page.tsx'), 'VersionPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data',
    component: lazyRouteComponent(() => import('./data/findings.tsx'), 'Findings'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/quarantine',
    validateSearch: texts('reason', 'day', 'source'),
    component: lazyRouteComponent(() => import('./data/quarantine.tsx'), 'Quarantine'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/quarantine/$lineId',
    component: lazyRouteComponent(() => import('./data/quarantine-line.tsx'), 'QuarantineLinePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/catalogue',
    validateSearch: texts('search', 'genre'),
    component: lazyRouteComponent(() => import('./data/catalogue.tsx'), 'CataloguePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/datasets',
    component: lazyRouteComponent(() => import('./data/datasets.tsx'), 'Datasets'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/datasets/$datasetId',
    validateSearch: texts('with'),
    component: lazyRouteComponent(() => import('./data/dataset-page.tsx'), 'DatasetPageView'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/drift',
    validateSearch: texts('field', 'day'),
    component: lazyRouteComponent(() => import('./data/drift.tsx'), 'DriftPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/experiments',
    component: lazyRouteComponent(() => import('./experiments/experiments.tsx'), 'Experiments'),
  }),
  createRoute({
    getParentRoute,
    path: '/experiments/new',
    component: lazyRouteComponent(
      () => import('./experiments/new-experiment.tsx'),
      'NewExperiment',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/experiments/$name',
    component: lazyRouteComponent(
      () => import('./experiments/experiment-page.tsx'),
      'ExperimentPageView',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/experiments/$name/report',
    component: lazyRouteComponent(
      () => import('./experiments/report-view.tsx'),
      'ExperimentReportView',
    ),
  }),
]);

export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error }) => (
    <PageProblem error={error instanceof Error ? error : new Error(String(error))} />
  ),
  defaultPendingComponent: () => <Loading what="the page" />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
