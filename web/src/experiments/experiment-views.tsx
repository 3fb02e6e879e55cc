import { SubNavigation } from '../parts/sub-navigation.tsx';

/** The views of one experiment; a shadow, whose lists nobody sees, has no report. */
export const ExperimentViews = ({ name }: { readonly name: string }) => (
  <SubNavigation
    label={`Views of ${name}`}
    views={[
      [`/experiments/${name}`, 'Live'],
      [`/experiments/${name}/report`, 'Report'],
    ]}
  />
);
