import { fieldName, shown, type FieldPath, type YamlDocument } from '../../configuration/index.ts';
import { nearestWord } from '../../domain/nearest-word.ts';
import { errorOf } from '../../domain/errors.ts';

/** A contract's text while it is compiled: tells places, and refuses what does not fit. */
export interface ContractText {
  lineOf(path: FieldPath): number;
  /** @throws InputError `CONTRACT_INVALID` */
  refuse(path: FieldPath, expected: string, found?: string): never;
  /** Refuses a word that is none of the known ones, and names the nearest. */
  refuseWord(path: FieldPath, word: string, known: readonly string[]): never;
}

/** @param file for messages */
export function contractText(file: string, document: YamlDocument): ContractText {
  const refuse = (path: FieldPath, expected: string, found?: string): never => {
    throw errorOf('CONTRACT_INVALID', {
      file,
      line: document.lineOf(path),
      field: fieldName(path),
      found: found ?? shown(document.valueAt(path)),
      expected,
    });
  };
  return {
    lineOf: (path) => document.lineOf(path),
    refuse,
    refuseWord: (path, word, known) =>
      refuse(
        path,
        `one of ${known.join(', ')}; the nearest is ${nearestWord(word, known)}`,
        `'${word}'`,
      ),
  };
}
