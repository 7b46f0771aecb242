// A room by plain requests, where no socket comes through: one request held open for frames, one for each word.
import type { Answer, ToFace } from '../wire/common';
import { get, post, UNREACHED } from './http';
import type { Address, Ending, Have, Transport, TransportHears } from './transport';

/** The server holds a request for 25 s; a network may add some. */
const HELD_MS = 35_000;
/** A request that is answered at once. */
const PROMPT_MS = 8_000;

/** Begins to poll; everything that happens is reported to `hears`. */
export function openPoll<S>(at: Address, hears: TransportHears): Transport<S> {
  const base = `/api/rooms/${at.room}`;
  let over = false;
  let opened = false;
  let asking = new AbortController();
  // A request that names nothing it has is answered at once, with everything.
  let fresh = true;

  void listen();
  return {
    say: (word) => void say(word),
    signal: (signal) => void post(`${base}/signal?face=${at.face}`, signal),
    probe: () => {
      fresh = true;
      asking.abort();
    },
    close: stop,
  };

  async function listen(): Promise<void> {
    while (!over) {
      const prompt = fresh;
      fresh = false;
      asking = new AbortController();
      const late = setTimeout(() => asking.abort(), prompt ? PROMPT_MS : HELD_MS);
      const sentAt = Date.now();
      const reply = await get<ToFace | null>(question(prompt ? null : hears.have()), asking.signal);
      clearTimeout(late);
      if (over) return;
      if (!reply.ok) {
        // Aborted by a probe: ask again, promptly.
        if (reply.problem === UNREACHED && fresh) continue;
        end(endingOf(reply));
        return;
      }
      if (!opened) {
        opened = true;
        hears.opened();
      }
      if (reply.value?.type !== 'frame') continue;
      if (prompt) hears.exchanged(sentAt, Date.now(), reply.value.serverTime);
      hears.heard(reply.value);
    }
  }

  function question(have: Have | null): string {
    if (!have?.epoch) return `${base}/frame?face=${at.face}`;
    const revisions = Object.entries(have.revisions).map(([name, revision]) => `${name}:${revision}`);
    return `${base}/frame?face=${at.face}&epoch=${encodeURIComponent(have.epoch)}&have=${revisions.join(',')}`;
  }

  async function say(word: { id: string; say: S }): Promise<void> {
    const reply = await post<Answer>(`${base}/say?face=${at.face}`, word);
    if (over) return;
    if (reply.ok) hears.heard({ type: 'answer', ...reply.value });
    else end(endingOf(reply));
  }

  function endingOf(reply: { problem: string; status: number }): Ending {
    if (reply.problem === UNREACHED) return { why: opened ? 'lost' : 'unreached' };
    return { why: 'refused', problem: reply.problem, status: reply.status };
  }

  function end(ending: Ending): void {
    if (over) return;
    stop();
    hears.ended(ending);
  }

  function stop(): void {
    over = true;
    asking.abort();
  }
}
