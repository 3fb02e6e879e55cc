const TIMEOUT_MS = 3_000;

/**
 * Reads a text of Prometheus metrics.
 *
 * @returns looks a metric up by name and labels: those given must be there, and the values of all
 *   series that have them are added up; `null` for none. Everything is `null` where the address does
 *   not answer or there is none.
 */
export async function readMetrics(
  address: string | null,
): Promise<(metric: string) => number | null> {
  const text = address === null ? '' : await textOf(address);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return (metric) => {
    const [name, labels = ''] = metric.replace(/\}$/, '').split('{');
    const wanted = labels.match(/\w+="[^"]*"/g) ?? [];
    const values = lines.flatMap((line) => {
      const [, found, has = '', value] = /^([a-zA-Z_:][\w:]*)(\{.*\})? (\S+)/.exec(line) ?? [];
      const fits = found === name && wanted.every((label) => has.includes(label));
      return fits && Number.isFinite(Number(value)) ? [Number(value)] : [];
    });
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
  };
}

async function textOf(address: string): Promise<string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.text() : '';
  } catch (thrown) {
    // Whoever does not answer has no values: the rules over them cannot be told.
    if (thrown instanceof Error) return '';
    throw thrown;
  }
}
