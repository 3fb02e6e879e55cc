import { html, type Html } from './html.ts';

/**
 * Hatchings that tell colours apart for those who cannot, and on grey paper: `bad` falls, `extra`
 * rises, `rest` is plain and pale. Once on a page, before its charts.
 */
export const patterns = (): Html =>
  html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="hatch-bad" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="bad-ground" width="6" height="6" />
        <path class="hatch" d="M-1 -1 L7 7 M-1 5 L1 7 M5 -1 L7 1" />
      </pattern>
      <pattern id="hatch-extra" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="extra-ground" width="6" height="6" />
        <path class="hatch" d="M-1 7 L7 -1 M-1 1 L1 -1 M5 7 L7 5" />
      </pattern>
    </defs>
  </svg>`;
