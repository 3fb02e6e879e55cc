import { z } from 'zod';
import type { Metadata } from '../store/index.ts';

/** Action in the audit: a version passed the gate and is to be proven in production. */
export const CHALLENGE = 'challenge';

const DETAILS = z.object({ version: z.string() });

/** Versions that passed the gate for a trial in production, oldest first. */
export async function challengers(metadata: Metadata): Promise<string[]> {
  const rows = await metadata
    .selectFrom('audit')
    .select('details')
    .where('action', '=', CHALLENGE)
    .orderBy('entry')
    .execute();
  return rows.map(({ details }) => DETAILS.parse(JSON.parse(details)).version);
}
