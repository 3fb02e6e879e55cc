import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { Shell } from './frame/shell.tsx';
import { NotFound } from './frame/not-found.tsx';
import { PageProblem } from './parts/page-problem.tsx';
import { Loading } from './parts/loading.tsx';
import { Now } from './now/now.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const tonight = createRoute({
  getParentRoute: () => root,
  path: '/tonight',
  component: lazyRouteComponent(() => import('./tonight/tonight.tsx'), 'Tonight'),
});
const viewer = createRoute({
  getParentRoute: () => root,
  path: '/tonight/$userId',
  component: lazyRouteComponent(() => import('./tonight/viewer-page.tsx'), 'ViewerPage'),
});

const days = createRoute({
  getParentRoute: () => root,
  path: '/days',
  component: lazyRouteComponent(() => import('./days/days.tsx'), 'Days'),
});
const day = createRoute({
  getParentRoute: () => root,
  path: '/days/$day',
  component: lazyRouteComponent(() => import('./days/day-page.tsx'), 'DayPage'),
});

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: Now }),
  tonight,
  viewer,
  days,
  day,
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
