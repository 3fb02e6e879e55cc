import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../api/use-session.ts';
import { doDeed, type Deed } from './deed.ts';

/** What a viewer does here, and what came of it. */
export interface Deeds {
  /** Whether anything can be done here: the log may be another's, or the reader may only read. */
  readonly isPossible: boolean;
  act(deed: Deed, name: string): void;
  /** The item that is being watched or rated now. */
  readonly busyWith: string | null;
  readonly error: Error | null;
  /** The latest deed that was taken, in words. */
  readonly done: string | null;
}

/** After a deed the lists are asked for anew, at once and again while the service takes it in. */
const LOOKS_MS = [0, 600, 1_500, 3_000];

/** @param userId the viewer */
export function useDeeds(userId: string): Deeds {
  const queries = useQueryClient();
  const isPossible = useMay('post-events');
  const [done, setDone] = useState<string | null>(null);
  const mutation = useMutation({
    mutationFn: ({ deed }: { readonly deed: Deed; readonly name: string }) => doDeed(userId, deed),
    onSuccess: (_told, { deed, name }) => {
      setDone(deedWords(deed, name));
      for (const afterMs of LOOKS_MS)
        setTimeout(() => void queries.invalidateQueries({ queryKey: ['viewer', userId] }), afterMs);
    },
  });
  return {
    isPossible,
    act: (deed, name) => mutation.mutate({ deed, name }),
    busyWith: mutation.isPending ? mutation.variables.deed.itemId : null,
    error: mutation.error,
    done,
  };
}

const deedWords = (deed: Deed, name: string): string =>
  deed.kind === 'watch' ? `You watched ${name}.` : `You gave ${name} ${deed.rating} of 5.`;
