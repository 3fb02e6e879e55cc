import { Link } from '@tanstack/react-router';

/** A version as a link to its page. @param version such as `als/3` */
export function VersionLink({ version }: { readonly version: string }) {
  const [family = '', number = ''] = version.split('/');
  return (
    <Link to="/models/$family/$number" params={{ family, number }}>
      {version}
    </Link>
  );
}
