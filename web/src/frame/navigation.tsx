import { Link } from '@tanstack/react-router';
import type { Section } from './sections.ts';
import { useSections } from './use-sections.ts';

/** The links to all parts of the app. */
export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const { operate, watch } = useSections();
  return (
    <nav aria-label="Parts of Showrunner" className="navigation">
      <Group name="Run" sections={operate} onGo={onGo} />
      <Group name="Watch" sections={watch} onGo={onGo} />
    </nav>
  );
}

function Group({
  name,
  sections,
  onGo,
}: {
  readonly name: string;
  readonly sections: readonly Section[];
  readonly onGo: (() => void) | undefined;
}) {
  return (
    <div className="navigation-group">
      <p className="navigation-name" id={`nav-${name}`}>
        {name}
      </p>
      <ul className="plain" aria-labelledby={`nav-${name}`}>
        {sections.map((section) => (
          <li key={section.to}>
            <Link
              to={section.to}
              activeOptions={{ exact: section.to === '/' }}
              onClick={() => onGo?.()}
            >
              {section.name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
