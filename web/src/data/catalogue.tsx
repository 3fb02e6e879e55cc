import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Catalogue } from '../api/control-types.ts';
import { useControl, useControlPages } from '../api/use-control.ts';
import { Asked } from '../parts/asked.tsx';
import { AskedPages } from '../parts/asked-pages.tsx';
import { Choose } from '../parts/choose.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { runtimeWords } from '../words/runtime-words.ts';
import { shortId } from '../words/names.ts';
import { count, counted } from '../words/numbers.ts';
import { utcTime } from '../words/times.ts';
import { DataHead } from './data-head.tsx';

const route = getRouteApi('/data/catalogue');

/** The catalogue in force: its titles, to search. */
export function CataloguePage() {
  const search = route.useSearch();
  const catalogue = useControl('GET /v1/catalogue');
  const items = useControlPages('GET /v1/catalogue/items', { query: search });
  return (
    <>
      <DataHead title="Catalogue">
        {catalogue.data === undefined ? 'What is known of titles.' : leadWords(catalogue.data)}
      </DataHead>
      <Asked query={catalogue} what="the catalogue">
        {(found) => <Search key={search.search ?? ''} catalogue={found} />}
      </Asked>
      <AskedPages query={items} what="the titles">
        {(pages) =>
          pages[0].total === 0 ? (
            <Empty title="No title fits">Search for another part of its title or id.</Empty>
          ) : (
            <>
              <p className="soft small">{counted(pages[0].total, 'title')}</p>
              <DataTable
                label="Titles"
                rows={pages.flatMap((page) => page.items)}
                keyOf={({ itemId }) => itemId}
                columns={[
                  { name: 'Title', of: ({ title }) => title },
                  { name: 'Year', isNumber: true, of: ({ releaseYear }) => releaseYear ?? '–' },
                  { name: 'Genres', of: ({ genres }) => genres.join(', ') || '–' },
                  { name: 'Language', of: ({ language }) => language ?? '–' },
                  {
                    name: 'Length',
                    isNumber: true,
                    of: ({ runtimeMinutes }) =>
                      runtimeMinutes === null ? '–' : runtimeWords(runtimeMinutes),
                  },
                  { name: 'Id', of: ({ itemId }) => <code>{itemId}</code> },
                ]}
              />
            </>
          )
        }
      </AskedPages>
    </>
  );
}

const leadWords = ({ id, items, users, inForceSince }: Catalogue): string =>
  id === null
    ? 'There is no catalogue: ids are taken as they are.'
    : `${counted(items, 'title')} and ${counted(users, 'viewer')}; snapshot ${shortId(id)}${inForceSince === null ? '' : `, in force since ${utcTime(inForceSince)}`}.`;

function Search({ catalogue: { genres } }: { readonly catalogue: Catalogue }) {
  const { search = '', genre } = route.useSearch();
  const [text, setText] = useState(search);
  const navigate = route.useNavigate();
  const show = (next: { readonly search?: string; readonly genre?: string | undefined }): void =>
    void navigate({
      to: '/data/catalogue',
      search: Object.fromEntries(
        Object.entries({ search, genre, ...next }).filter(([, value]) => value),
      ),
      replace: true,
    });
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        show({ search: text.trim() });
      }}
    >
      <label className="field">
        <span className="label">Title or id</span>
        <input value={text} maxLength={100} onChange={(event) => setText(event.target.value)} />
      </label>
      <Choose
        label="Genre"
        value={genre}
        all="All genres"
        options={genres.map((one) => [one.genre, `${one.genre} (${count(one.items)})`])}
        onChange={(next) => show({ search: text.trim(), genre: next })}
      />
      <button type="submit" className="button">
        Search
      </button>
      <p className="small">
        <Link to="/data/quarantine">Lines whose title is not known</Link>
      </p>
    </form>
  );
}
