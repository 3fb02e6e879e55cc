import { StringDecoder } from 'node:string_decoder';

/** A line longer than this is handed over in pieces: a child must not fill the memory. */
const LONGEST = 16_384;

/** Puts lines together from the pieces in which a stream brings them. */
export interface WholeLines {
  /** Hands over every line that this piece completes, without its line end. */
  take(piece: Uint8Array): void;
  /** Hands over what stands after the last line end, if anything. */
  end(): void;
}

/** Cuts UTF-8 bytes into lines; characters torn between two pieces are put together again. */
export function wholeLines(onLine: (line: string) => void): WholeLines {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const cut = (): void => {
    const lines = rest.split('\n');
    rest = lines.pop()!;
    for (const line of lines) onLine(line.replace(/\r$/, ''));
    for (; rest.length > LONGEST; rest = rest.slice(LONGEST)) onLine(rest.slice(0, LONGEST));
  };
  return {
    take: (piece) => {
      rest += decoder.write(piece);
      cut();
    },
    end: () => {
      rest += decoder.end();
      cut();
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
