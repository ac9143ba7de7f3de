import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the desks of staff; the server reads the result into memory at its start. */
export default defineConfig({
  root: here('.'),
  base: '/staff/',
  plugins: [vue()],
  // Without the parts of Vue that only other styles of components and debugging need.
  define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: here('../../dist/web/staff'),
    emptyOutDir: true,
    target: 'es2022',
    // The Content-Security-Policy lets nothing run that stands in the page itself.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    // How long plugins took says nothing to somebody who only starts the service.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
