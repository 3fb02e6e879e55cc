import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { errorOf, messageOf } from '../domain/errors.ts';
import { unreadable } from './file-source-bytes.ts';
import type { Members } from './movielens-members.ts';

/**
 * The members of a zip archive. Nothing is unpacked to disk, so member names cannot do harm.
 *
 * @throws InputError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; DataError `FILE_DAMAGED` when it is no
 *   whole zip archive
 */
export async function zipMembers(path: string): Promise<Members> {
  const entries = await listEntries(path);
  return {
    path,
    names: [...entries.keys()],
    sizeOf: async (name) => entries.get(name)!.uncompressedSize,
    open: (name) => readEntry(path, entries.get(name)!),
  };
}

const damaged = (path: string, thrown: unknown): unknown =>
  (thrown as NodeJS.ErrnoException).code === undefined
    ? errorOf(
        'FILE_DAMAGED',
        { path, found: messageOf(thrown), expected: 'a whole zip file' },
        thrown,
      )
    : unreadable(path, thrown);

async function listEntries(path: string): Promise<Map<string, Entry>> {
  const zip = await opened(path);
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry())
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    return entries;
  } catch (thrown) {
    throw damaged(path, thrown);
  } finally {
    zip.close();
  }
}

async function* readEntry(path: string, entry: Entry): AsyncGenerator<Uint8Array> {
  const zip = await opened(path);
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (thrown) {
    throw damaged(path, thrown);
  } finally {
    zip.close();
  }
}

const opened = (path: string): Promise<ZipFile> =>
  openPromise(path, { lazyEntries: true, autoClose: false }).catch((thrown: unknown) => {
    throw damaged(path, thrown);
  });
