import './parts.css';
import { useEffect, type ReactNode } from 'react';

export interface PageHeadProps {
  readonly title: string;
  /** A sentence of what the page shows. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** The title of a page, also of the window, and a sentence of what it shows. */
export function PageHead({ title, children, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Showrunner`;
  }, [title]);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {children !== undefined && <p className="page-lead">{children}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  );
}
