import { Link } from '@tanstack/react-router';

/** The views of a part of the app, beside each other. */
export const SubNavigation = ({
  label,
  views,
}: {
  readonly label: string;
  readonly views: readonly (readonly [to: string, name: string])[];
}) => (
  <nav className="sub-navigation" aria-label={label}>
    <ul className="plain">
      {views.map(([to, name], k) => (
        <li key={to}>
          <Link to={to} activeOptions={{ exact: k === 0 }}>
            {name}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
