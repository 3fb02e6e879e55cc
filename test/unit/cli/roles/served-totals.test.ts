import { describe, expect, it } from 'vitest';
import { servedTotals } from '../../../../src/cli/roles/served-totals.ts';

describe('the totals in a text of metrics', () => {
  it('count requests for lists alone, and the personal ones among them', () => {
    const text = `# HELP showrunner_requests_total Requests.
showrunner_requests_total{route="/recommend/:userId",status="200",tier="folded-in"} 5
showrunner_requests_total{route="/recommend/:userId",status="200",tier="popularity"} 3
showrunner_requests_total{route="/v1/users/:userId/recommendations",status="200",tier="personal"} 2
showrunner_requests_total{route="/metrics",status="200",tier="none"} 90
showrunner_requests_total{route="/recommend/:userId",status="400",tier="none"} junk
`;
    // 5 + 3 + 2 lists, of which 5 + 2 personal.
    expect(servedTotals(text)).toEqual({ answers: 10, personal: 7 });
  });

  it('are zero where nothing was asked', () => {
    expect(servedTotals('')).toEqual({ answers: 0, personal: 0 });
  });
});
