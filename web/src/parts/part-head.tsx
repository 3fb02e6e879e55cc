import { PageHead, type PageHeadProps } from './page-head.tsx';
import { SubNavigation, type Views } from './sub-navigation.tsx';

/**
 * The head of every view of a part of the app, with the way to the others.
 *
 * @param part as it is called
 */
export const partHead = (part: string, views: Views) =>
  function PartHead(head: PageHeadProps) {
    return (
      <>
        <SubNavigation label={`Views of ${part}`} views={views} />
        <PageHead {...head} />
      </>
    );
  };
