import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  server: {
    proxy: {
      // The server checks that `Origin` is its own: let it see itself.
      '/api': { target: server, ws: true, changeOrigin: true, headers: { origin: server } },
      '/b': { target: server, changeOrigin: true, headers: { origin: server } },
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: ['es2020', 'chrome87', 'safari14', 'firefox78'],
    // `font-src` and `img-src` of the policy know no data: for what we ship.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', animer: 'animer/index.html', ecran: 'ecran/index.html' },
    },
  },
});
