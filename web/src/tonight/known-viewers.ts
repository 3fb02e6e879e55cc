const KEY = 'showrunner.viewers';
const MOST = 6;

/** Viewers that were looked at in this browser, the latest first. */
export function knownViewers(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => /^\d+$/.test(String(id))).map(String) : [];
  } catch {
    return [];
  }
}

export function rememberViewer(userId: string): void {
  const others = knownViewers().filter((known) => known !== userId);
  try {
    localStorage.setItem(KEY, JSON.stringify([userId, ...others].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing offers nobody.
  }
}
