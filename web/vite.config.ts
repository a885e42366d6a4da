import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Offices keep older Chromium-based browsers for years; everything newer than this is translated down.
const oldestBrowser = 'chrome87';

// The program embeds the pages as they are and compressed, so that no request waits for a compressor.
function precompressed(): Plugin {
  let folder = 'dist';
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(html|js|css|svg|json)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        if (bytes.length < 1024) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
      }
    },
  };
}

// What a PDF may rely on its reader to have: character maps and the standard fonts. They stand beside the pages, under the reader's version.
function besidePdf(): Plugin {
  const from = join(import.meta.dirname, 'node_modules', 'pdfjs-dist');
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string };
  return {
    name: 'beside-pdf',
    apply: 'build',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts']) {
        for (const name of readdirSync(join(from, folder))) {
          this.emitFile({ type: 'asset', fileName: `assets/pdf-${version}/${folder}/${name}`, source: readFileSync(join(from, folder, name)) });
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), besidePdf(), precompressed()],
  worker: { format: 'es' },
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
