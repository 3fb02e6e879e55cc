import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sharedStatusStream } from '../api/use-status.ts';
import { sendDeed } from './send-deed.ts';
import type { Deed } from './viewer-lines.ts';

/** What a viewer does here, and what came of it. */
export interface Deeds {
  act(deed: Deed, name: string): void;
  /** The item that is being watched or rated now. */
  readonly busyWith: string | null;
  readonly error: Error | null;
  /** The latest deed that was taken, in words. */
  readonly done: string | null;
}

/** After a deed the lists are asked for anew, at once and again while the service takes it in. */
const LOOKS_MS = [0, 500, 1_500, 3_000];

/** @param userId the viewer */
export function useDeeds(userId: string): Deeds {
  const queries = useQueryClient();
  const [done, setDone] = useState<string | null>(null);
  const mutation = useMutation({
    mutationFn: ({ deed }: { readonly deed: Deed; readonly name: string }) =>
      sendDeed(userId, deed, sharedStatusStream.current()),
    onSuccess: (_answer, { deed, name }) => {
      setDone(deedWords(deed, name));
      for (const afterMs of LOOKS_MS)
        setTimeout(() => void queries.invalidateQueries({ queryKey: ['viewer', userId] }), afterMs);
    },
  });
  const busy = mutation.isPending ? mutation.variables.deed : null;
  return {
    act: (deed, name) => mutation.mutate({ deed, name }),
    busyWith: busy !== null && busy.kind !== 'join' ? busy.itemId : null,
    error: mutation.error,
    done,
  };
}

function deedWords(deed: Deed, name: string): string {
  if (deed.kind === 'watch') return `You watched ${name}.`;
  return deed.kind === 'rate' ? `You gave ${name} ${deed.rating} of 5.` : 'You have joined.';
}
