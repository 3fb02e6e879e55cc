/** Shares of the viewers as they are typed, in %: `5, 25, 50`; `null` where that is no ramp. */
export function rampOf(text: string): number[] | null {
  const shares = text
    .replaceAll('%', ' ')
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => Number(part) / 100);
  const isRamp =
    shares.length > 0 &&
    shares.every((share, k) => share > 0 && share <= 1 && share > (shares[k - 1] ?? 0)) &&
    shares[0]! < 1;
  return isRamp ? shares : null;
}
