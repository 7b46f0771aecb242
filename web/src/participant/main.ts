// Where the phone begins: its words first, then the page.
import '../style';
import './phone.css';
import { mount } from 'svelte';
import { Speech } from '../words/speech.svelte';
import type { Words } from '../words/participant/fr';
import App from './App.svelte';

void Speech.load<Words>({
  fr: async () => (await import('../words/participant/fr')).words,
  en: async () => (await import('../words/participant/en')).words,
}).then((speech) => mount(App, { target: document.getElementById('face')!, props: { speech } }));
