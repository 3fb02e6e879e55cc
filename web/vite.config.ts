import { defineConfig } from 'vite';

/** Where `npm run dev-web` finds the control server of an installation that runs. */
const CONTROL = process.env['SHOWRUNNER_CONTROL'] ?? 'http://127.0.0.1:8090';

const proxy = Object.fromEntries(
  ['/v1', '/reports', '/status', '/login', '/logout', '/openapi.json'].map((path) => [
    path,
    CONTROL,
  ]),
);

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Never a data: address, which the page's policy
    // allows for images only.
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    target: 'es2023',
    // ECharts is 184 kB packed, loaded when the first chart is shown.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark their modules for servers that render; nothing here does.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: { proxy },
  preview: { proxy },
});
