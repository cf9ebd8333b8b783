import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const slim = (file) => fileURLToPath(new URL(`src/slim/${file}`, import.meta.url));

export default defineConfig({
  // Absolute, so that the page works at /playground as well as at /playground/.
  base: '/playground/',
  // The production form of graphql-js, as its documentation gives it for Vite.
  define: {
    'globalThis.process': 'true',
  },
  resolve: {
    alias: {
      // What the package stands in for on older versions of React.
      'react-compiler-runtime': 'react/compiler-runtime',
      'monaco-editor/esm/vs/editor/edcore.main.js': slim('monaco.js'),
      'prettier/parser-babel': slim('jsonc.js'),
      'prettier/plugins/estree': slim('jsonc.js'),
      // The old name of the same plugin: without this it is bundled twice.
      'prettier/parser-graphql': 'prettier/plugins/graphql',
    },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    // Fonts stay files of their own: fetched when a glyph needs them, cached for good.
    assetsInlineLimit: 0,
    // The licences of all that is bundled travel with it.
    license: { fileName: 'LICENSES.md' },
    // Monaco alone is larger than the default limit; it loads after the first paint.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // "use client" means nothing here: there is no server rendering.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
  worker: { format: 'es' },
  server: {
    // `npm run dev` beside a running `councilgraph serve`.
    proxy: { '/graphql': 'http://127.0.0.1:8080' },
  },
});
