import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/monitoring/index.ts';
import { temporaryFolder } from '../support/installation.ts';
import { documentOf, say } from '../support/recording-terminal.ts';

const LOG = join(import.meta.dirname, '../../../shared/data/scenario/stream-2022-10.log');

describe('the report of a real stream', () => {
  it.skipIf(!existsSync(LOG))(
    'says that all 370 requests of 7 October 2022 were voided, and quotes the cause (needs ../shared/data/scenario)',
    async () => {
      const home = join(temporaryFolder(), 'home');
      expect((await say('ingest', '--from', `file:${LOG}`, '--home', home)).code).toBe(0);
      const report = documentOf<Report>(
        await say('report', '--day', '2022-10-07', '--home', home, '--json'),
      );
      // grep -c 'recommendation request' and grep -c 'status 400' of the file both say 370.
      expect(report).toMatchObject({ requests: 370, voided: 370, answered: 0, availability: 0 });
      const voided = report.findings.find(({ check }) => check === 'voided-answers');
      expect(voided).toMatchObject({ severity: 'warn', count: 370 });
      // The caller's own words, counted with sort and uniq: a JSON list taken for the id of a movie.
      expect(voided!.examples[0]).toBe('["winter+in+wartime+2008"');
      expect(report.voidedIds[0]).toEqual({ id: '["winter+in+wartime+2008"', answers: 284 });
      expect(report.headline[0]).toContain('0 of 370 requests got a list');
      const alerts = documentOf<{ rules: { name: string; state: string }[] }>(
        await say('alerts', 'check', '--home', home, '--json'),
      );
      const firing = alerts.rules.filter(({ state }) => state === 'firing').map(({ name }) => name);
      expect(firing).toEqual(expect.arrayContaining(['availability-burn', 'voided-answers']));
    },
  );
});
