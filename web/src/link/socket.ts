// A room over a WebSocket: ticket, greeting, heartbeat, and an honest end.
import type { FromFace, ToFace } from '../wire/common';
import type { Ticket } from '../wire/door';
import { post, UNREACHED } from './http';
import { PROTOCOL, type Address, type Ending, type Transport, type TransportHears } from './transport';

/** From the first request to the greeting. */
const CONNECT_MS = 5_000;
const PING_MS = 10_000;
/** Two pings and a bit without a word: the socket only looks open. Seen at the third beat. */
const DEAD_MS = 25_000;
/** On waking, an answer must come sooner: somebody is looking. */
const PROBE_MS = 2_000;

/** Opens a socket; everything that happens is reported to `hears`. */
export function openSocket<S>(at: Address, hears: TransportHears): Transport<S> {
  const giveUp = new AbortController();
  let socket: WebSocket | null = null;
  let welcomed = false;
  let over = false;
  let lastHeard = Date.now();
  let greetedAt = 0;
  let byeCode: number | null = null;
  let beat: ReturnType<typeof setInterval> | undefined;
  let probing: ReturnType<typeof setTimeout> | undefined;
  const tooLong = setTimeout(() => end({ why: socket ? 'barred' : 'unreached' }), CONNECT_MS);

  void greet();
  return { say: (word) => send({ type: 'say', ...word }), signal: (signal) => send({ type: 'signal', signal }), probe, close: stop };

  async function greet(): Promise<void> {
    const path = `/api/rooms/${at.room}/ticket?face=${at.face}`;
    const reply = await post<Ticket>(path, {}, giveUp.signal);
    if (over) return;
    if (!reply.ok) {
      const { problem, status } = reply;
      end(problem === UNREACHED ? { why: 'unreached' } : { why: 'refused', problem, status });
      return;
    }
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    try {
      socket = new WebSocket(`${scheme}//${location.host}/api/rooms/${at.room}/socket?face=${at.face}`);
    } catch {
      end({ why: 'barred' });
      return;
    }
    socket.onopen = () => {
      greetedAt = Date.now();
      send({ type: 'hello', protocol: PROTOCOL, ticket: reply.value.ticket, ...hears.have() });
    };
    socket.onmessage = (event) => listen(JSON.parse(String(event.data)) as ToFace);
    socket.onclose = (event) => end(endingOf(byeCode ?? event.code));
  }

  function endingOf(code: number): Ending {
    // 1000 to 1011 say how the socket ended, not what the server wants.
    if (code >= 1012 && code !== 1015) return { why: 'closed', code };
    return { why: welcomed ? 'lost' : 'barred' };
  }

  function listen(message: ToFace): void {
    lastHeard = Date.now();
    if (message.type === 'welcome') {
      welcomed = true;
      clearTimeout(tooLong);
      hears.exchanged(greetedAt, lastHeard, message.serverTime);
      beat = setInterval(heartbeat, PING_MS);
      ping();
      hears.opened();
    } else if (message.type === 'pong') {
      hears.exchanged(message.at, lastHeard, message.serverTime);
    } else if (message.type === 'bye') {
      byeCode = message.code;
    }
    hears.heard(message);
  }

  function heartbeat(): void {
    const silent = Date.now() - lastHeard;
    if (silent > DEAD_MS) end({ why: 'lost' });
    else ping();
  }

  function ping(): void {
    send({ type: 'ping', at: Date.now() });
  }

  function probe(): void {
    if (!welcomed || over) return;
    const askedAt = Date.now();
    ping();
    clearTimeout(probing);
    probing = setTimeout(() => {
      if (lastHeard < askedAt) end({ why: 'lost' });
    }, PROBE_MS);
  }

  function send(message: FromFace<S>): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  function end(ending: Ending): void {
    if (over) return;
    stop();
    hears.ended(ending);
  }

  function stop(): void {
    over = true;
    giveUp.abort();
    clearTimeout(tooLong);
    clearTimeout(probing);
    clearInterval(beat);
    if (!socket) return;
    // A dead socket may take minutes to say that it has closed: we have stopped listening.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
