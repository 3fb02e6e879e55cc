import { Link } from '@tanstack/react-router';

/** Views by their addresses, the first of which is that of the part. */
export type Views = readonly (readonly [to: string, name: string])[];

/** The views of a part of the app, beside each other. */
export const SubNavigation = ({
  label,
  views,
}: {
  readonly label: string;
  readonly views: Views;
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
