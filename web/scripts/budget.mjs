// Holds the first load of the phone to its budget, and each face apart from the others.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const PHONE_BYTES = 45_000;
/** What comes when a vote opens: keys, credentials, checks; and the list of words once there is a seal to spell. */
const BALLOT = { 'src/ballot/index.ts': 20_000, 'src/ballot/words.ts': 12_000 };
const FACES = {
  'index.html': 'participant',
  'animer/index.html': 'facilitator',
  'ecran/index.html': 'screen',
};

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const size = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length;

/** Every chunk that `key` needs before it can run. */
function reach(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) reach(next, seen);
  return seen;
}

/** Bytes of scripts and styles, with one language, as the browser loads them first. */
function firstLoad(entry, face, also = []) {
  const keys = reach(entry);
  for (const key of also) reach(key, keys);
  const language = Object.keys(manifest).find((key) => key === `src/words/${face}/fr.ts`);
  if (language) reach(language, keys);
  const files = new Set();
  for (const key of keys) {
    files.add(manifest[key].file);
    for (const css of manifest[key].css ?? []) files.add(css);
  }
  return [...files].filter((file) => /\.(js|css)$/.test(file)).reduce((sum, file) => sum + size(file), 0);
}

let faults = 0;
for (const [entry, face] of Object.entries(FACES)) {
  const others = Object.values(FACES).filter((other) => other !== face);
  const dynamic = [...reach(entry)].flatMap((key) => manifest[key].dynamicImports ?? []);
  for (const key of new Set([...reach(entry), ...dynamic.flatMap((key) => [...reach(key)])])) {
    const source = manifest[key].src ?? key;
    if (others.some((other) => source.includes(`/${other}/`))) {
      console.error(`${entry} loads ${source}, which belongs to another face`);
      faults += 1;
    }
  }
  const bytes = firstLoad(entry, face);
  console.log(`${face}: first load ${(bytes / 1000).toFixed(1)} kB gzipped`);
  if (face === 'participant') {
    const seated = firstLoad(entry, face, ['src/participant/InRoom.svelte', 'src/participant/pages/Welcome.svelte']);
    console.log(`${face}: in the room ${(seated / 1000).toFixed(1)} kB gzipped`);
  }
  if (face === 'participant' && bytes > PHONE_BYTES) {
    console.error(`the phone's first load is over its budget of ${PHONE_BYTES / 1000} kB`);
    faults += 1;
  }
}
const first = reach('index.html');
for (const [key, most] of Object.entries(BALLOT)) {
  const bytes = [...reach(key)].filter((one) => !first.has(one)).reduce((sum, one) => sum + size(manifest[one].file), 0);
  console.log(`${key}: ${(bytes / 1000).toFixed(1)} kB gzipped`);
  if (first.has(key) || bytes > most) {
    console.error(`${key} belongs in a chunk of its own, within ${most / 1000} kB`);
    faults += 1;
  }
}
process.exit(faults ? 1 : 0);
