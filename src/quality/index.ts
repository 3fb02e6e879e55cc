export type { Standing } from './standing.ts';
export { checkItem } from './check-item.ts';
export { checkUser } from './check-user.ts';
export { duplicateWindow, WINDOW_HOURS, type DuplicateWindow } from './duplicate-window.ts';
