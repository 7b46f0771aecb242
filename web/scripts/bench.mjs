// What a ballot costs a phone: each act timed in Chromium on a plain http page, at full speed and six times slower, by the very
// chunk that phones load. Prints milliseconds (median), and the slow figures as ratios to the fast ones of the same run.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { chromium } from '@playwright/test';

const PEOPLE = 8;
const DOTS = 3;
const RUNS = 15;
const SLOW = 6;

const chunk = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))['src/ballot/index.ts'].file;
const server = createServer((request, response) => {
  const script = request.url.startsWith('/assets/');
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
  response.end(script ? readFileSync(`dist${request.url}`) : '<!doctype html><title>bench</title>');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const b64u = (bytes) => Buffer.from(bytes).toString('base64url');
const keys = ristretto255_oprf.voprf.generateKeyPair();
/** The server's part of the issue, outside what is timed. */
function issue(blinded) {
  const { evaluated, proof } = ristretto255_oprf.voprf.blindEvaluateBatch(keys.secretKey, keys.publicKey, blinded.map((one) => Uint8Array.from(Buffer.from(one, 'base64url'))));
  return { evaluated: evaluated.map(b64u), proof: b64u(proof) };
}

/** The acts, timed in the page; dots are drawn and signed there by the same code. */
async function acts([chunk, dots, people, runs, pk]) {
  const ballot = await import(chunk);
  const deal = { vote: '0b0a7000-5c1e-4c3a-9d2b-0a1b2c3d0001', epoch: 0 };
  const b64u = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const took = {};
  const time = async (name, act) => {
    const start = performance.now();
    const result = await act();
    (took[name] ??= []).push(performance.now() - start);
    return result;
  };
  for (let run = 0; run < runs; run += 1) {
    const drawn = await time(`issue: draw and blind ${dots}`, () => ballot.draw(dots));
    const issued = await window.issue(drawn.map((key) => key.blinded));
    await time(`issue: check and finish ${dots}`, () => ballot.tokens(drawn, pk, issued));
    await time('place: sign 1', () => ballot.sign(deal, drawn[0], run + 1, 2));
    const list = ballot.draw(dots * people).map((key) => ({ tag: b64u(ballot.tagOf(key)), choice: 1, seq: 7, sig: ballot.sign(deal, key, 7, 1) }));
    list.sort((one, other) => (atob(one.tag.replace(/-/g, '+').replace(/_/g, '/')) < atob(other.tag.replace(/-/g, '+').replace(/_/g, '/')) ? -1 : 1));
    const seal = { ...deal, tags: list.map((entry) => entry.tag), digest: '' };
    const fault = await time(`verify: ${dots * people} signed dots`, () => ballot.checkClose(seal, list, { digest: null, counts: [] }, []));
    if (fault !== null && fault !== 'miscounted') throw new Error(fault);
  }
  return took;
}

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--host-resolver-rules=MAP room.lan 127.0.0.1'] });

async function timed(slow) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.exposeFunction('issue', issue);
  await page.goto(`http://room.lan:${server.address().port}/`);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow });
  const took = await page.evaluate(acts, [`/${chunk}`, DOTS, PEOPLE, RUNS, b64u(keys.publicKey)]);
  await context.close();
  return took;
}

const fast = await timed(1);
const slow = await timed(SLOW);
for (const [act, times] of Object.entries(fast)) {
  const [at, then] = [median(times), median(slow[act])];
  console.log(`ballot, Chromium, ${act}: ${at.toFixed(1)} ms; CPU ÷${SLOW}: ${then.toFixed(1)} ms, first time ${slow[act][0].toFixed(0)} ms (×${(then / at).toFixed(1)})`);
}
await browser.close();
server.close();
