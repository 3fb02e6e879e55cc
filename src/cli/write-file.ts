import { writeFile } from 'node:fs/promises';
import { errorOf, messageOf } from '../domain/errors.ts';

/** Writes a file that was asked for on the command line. @throws InputError `FILE_UNWRITABLE` */
export async function writeAskedFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (thrown) {
    throw errorOf('FILE_UNWRITABLE', { path, found: messageOf(thrown) }, thrown);
  }
}
