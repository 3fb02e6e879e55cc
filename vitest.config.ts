import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // These run in a browser, where test/e2e sees what they do.
      exclude: ['src/http/status/**'],
      reporter: ['text', 'json-summary'],
      thresholds: { branches: 85 },
    },
  },
});
