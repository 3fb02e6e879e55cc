import { useEffect, useRef } from 'react';
import { usePreferences } from '../../theme/use-preferences.ts';
import { coloursAt } from './colours.ts';
import { optionOf } from './option-of.ts';
import type { Trend } from './trend.ts';

/** The drawing of a trend, in the colours of the theme, as wide as its place. */
export const ChartCanvas = ({ trend }: { readonly trend: Trend }) => (
  <Canvas key={usePreferences().theme} trend={trend} />
);

function Canvas({ trend }: { readonly trend: Trend }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current!;
    let isGone = false;
    let end = (): void => undefined;
    const show = async (): Promise<void> => {
      const { init } = await import('./echarts.ts');
      if (isGone) return;
      const chart = init(element);
      const draw = (): void => chart.setOption({ ...optionOf(trend, coloursAt(element)) }, true);
      draw();
      const sized = new ResizeObserver(() => chart.resize());
      sized.observe(element);
      const scheme = matchMedia('(prefers-color-scheme: dark)');
      scheme.addEventListener('change', draw);
      end = () => {
        sized.disconnect();
        scheme.removeEventListener('change', draw);
        chart.dispose();
      };
    };
    void show();
    return () => {
      isGone = true;
      end();
    };
  }, [trend]);
  return <div className="chart-canvas" ref={place} aria-hidden="true" />;
}
