import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Offices keep older Chromium-based browsers for years; everything newer than this is translated down.
const oldestBrowser = 'chrome87';

export default defineConfig({
  plugins: [react()],
  build: {
    target: oldestBrowser,
    cssTarget: oldestBrowser,
    outDir: 'dist',
    assetsDir: 'assets',
    // Small files as files, never as data: addresses, so that a strict content policy can hold.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        manualChunks(id) {
          if (/node_modules\/(echarts|zrender)\//.test(id)) return 'charts';
          if (/node_modules\/(react|react-dom|react-router|scheduler|@tanstack|i18next|react-i18next)\//.test(id)) return 'base';
          return undefined;
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': { target: process.env.YUNJIAN_API ?? 'http://127.0.0.1:8080' } } },
  test: { include: ['tests/**/*.test.ts'] },
});
