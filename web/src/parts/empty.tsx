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
    <p>
      <b>{title}</b>
    </p>
    <div className="soft">{children}</div>
  </div>
);
