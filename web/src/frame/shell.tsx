import './overlays.css';
import './shell.css';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { LineState } from './line-state.tsx';
import { Navigation } from './navigation.tsx';
import { NavigationMenu } from './navigation-menu.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { ViewOptions } from './view-options.tsx';

/** What surrounds every page: the way around, how the line is, how the page looks. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(main);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <header className="bar">
        <a className="brand" href="/">
          <Mark />
          Showrunner
        </a>
        <div className="rail-nav">
          <Navigation />
        </div>
        <div className="bar-end">
          <LineState />
          <ViewOptions />
          <Shortcuts />
          <NavigationMenu />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

/** A reader of the screen hears of a new page when the focus goes to it; never at the first. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path, main]);
}

/** Rows of lists, one of them playing. */
const Mark = () => (
  <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3 5.5h11M3 18.5h8" />
    <path d="M3 12h18" className="mark-on" />
    <circle cx="17" cy="12" r="2.75" />
  </svg>
);
