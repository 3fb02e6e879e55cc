import type { ReactNode } from 'react';

/** Where there is nothing yet: why, and what brings something. */
export const Empty = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) => (
  <div className="empty">
    <h3>{title}</h3>
    <div className="soft">{children}</div>
  </div>
);
