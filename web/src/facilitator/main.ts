// Where this face begins: its words first, then the page.
import '../style';
import './face.css';
import { mount } from 'svelte';
import { Speech } from '../words/speech.svelte';
import type { Words } from '../words/facilitator/fr';
import App from './App.svelte';

void Speech.load<Words>({
  fr: async () => (await import('../words/facilitator/fr')).words,
  en: async () => (await import('../words/facilitator/en')).words,
}).then((speech) => mount(App, { target: document.getElementById('face')!, props: { speech } }));
