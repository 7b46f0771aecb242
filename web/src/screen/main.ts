// Where this face begins: its words first, then the page.
import '../style';
import './screen.css';
import { mount } from 'svelte';
import { Speech } from '../words/speech.svelte';
import type { Words } from '../words/screen/fr';
import App from './App.svelte';
import { firstTheme } from './theme';

firstTheme(location.search);

void Speech.load<Words>({
  fr: async () => (await import('../words/screen/fr')).words,
  en: async () => (await import('../words/screen/en')).words,
}).then((speech) => mount(App, { target: document.getElementById('face')!, props: { speech } }));
