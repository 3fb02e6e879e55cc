import type { ListRequest } from '../list-request.ts';
import { ageOf } from '../rules/rule.ts';

/** Whether any place can be drawn for a user: operators allow it, and the user is an adult. */
export const explores = ({ rules, user }: Pick<ListRequest, 'rules' | 'user'>): boolean =>
  rules.exploration.share > 0 && ageOf(rules, user) >= rules.adultAge;
