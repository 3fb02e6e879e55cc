import { expect, it } from 'vitest';
import { sayingLogger } from '../../../../src/cli/roles/saying-logger.ts';

it('says warnings and errors in words and leaves the rest to machines', () => {
  const said: string[] = [];
  const logger = sayingLogger((sentence) => said.push(sentence));
  logger.info('started', { port: 8082 });
  logger.warn('scorer-overran', { role: 'champion', found: 'late' });
  logger.error('receipts-lost');
  expect(said).toEqual(['scorer overran: role champion, found late', 'receipts lost']);
});
