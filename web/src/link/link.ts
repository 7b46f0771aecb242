// The link between one device and one room: it comes back by itself, and loses no word. It knows no screen.
import type { Answer, Signal, ToFace } from '../wire/common';
import { Offset } from './offset';
import { Outbox, type Unanswered } from './outbox';
import { openPoll } from './poll';
import { openSocket } from './socket';
import { Close, type Ending, type Transport, type TransportHears } from './transport';

/** How the link stands; faces put it in sentences. The last four are final. */
export type LinkState =
  | 'connecting'
  | 'live'
  | 'polling'
  | 'away'
  | 'restarting'
  | 'crowded'
  | 'notAdmitted'
  | 'dayOver'
  | 'stalePage'
  | 'malformed';

const FINAL: ReadonlySet<LinkState> = new Set(['notAdmitted', 'dayOver', 'stalePage', 'malformed']);

/** What the link reports. */
export interface LinkHears<S> {
  state(state: LinkState): void;
  /** Every section known, whole. */
  sections(sections: Record<string, unknown>): void;
  /** A word was answered. */
  answer(answer: Answer, say: S): void;
  /** The words not yet answered. */
  unanswered(words: readonly Unanswered<S>[]): void;
}

/** Where a link leads. */
export interface LinkTo<S> {
  room: string;
  face: 'participant' | 'facilitator' | 'screen';
  /** The seat whose words these are, when it is known beforehand; else see `sit`. */
  seat?: string;
  hears: LinkHears<S>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** Nobody is looking: spare the battery. */
const HIDDEN_WAIT_MS = 15_000;
/** The server asked for air. */
const CROWDED_WAIT_MS = 5_000;
/** Sockets that failed before their greeting, after which plain requests are tried. */
const SOCKETS_BARRED = 2;
/** While polling, how often a socket is tried again. */
const RETRY_SOCKET_MS = 60_000;
/** A word is answered within this, or the way to the server is given up. */
const ANSWER_MS = 15_000;
/** Refusals that mean "ask again": nothing has changed. */
const ASK_AGAIN: ReadonlySet<string> = new Set(['busy', 'unavailable']);
const RELOADED = 'cercle:reloaded';

/** The link between one device and one room. */
export class Link<S> {
  #to: LinkTo<S>;
  #state: LinkState = 'connecting';
  #transport: Transport<S> | null = null;
  #candidate: Transport<S> | null = null;
  #open = false;
  #closed = false;
  #tries = 0;
  #barred = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #retrySocket: ReturnType<typeof setTimeout> | undefined;

  #epoch: string | null = null;
  #sections: Record<string, { revision: number; value: unknown }> = {};
  #offset = new Offset();

  #outbox: Outbox<S> | null = null;
  /** Words said before the seat was known. */
  #early: { say: S; settle: (answer: Answer) => void }[] = [];
  #waiting = new Map<string, (answer: Answer) => void>();
  /** The one word on its way: they go one by one, so that an older never overtakes a newer. */
  #onItsWay: Unanswered<S> | null = null;
  #answerDue: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #malformed: string | null = null;
  #unlisten: () => void;

  constructor(to: LinkTo<S>) {
    this.#to = to;
    this.#unlisten = this.#watchTheDevice();
    if (to.seat !== undefined) this.sit(to.seat);
    this.#connect();
  }

  /** Milliseconds to add to this device's time to get the server's. */
  get offsetMs(): number {
    return this.#offset.ms;
  }

  /** The seat is known: its unanswered words may go. */
  sit(seat: string): void {
    if (this.#outbox) return;
    this.#outbox = new Outbox(this.#to.room, this.#to.face, seat);
    for (const { say, settle } of this.#early.splice(0)) this.#waiting.set(this.#outbox.add(say).id, settle);
    this.#reportUnanswered();
    this.#sendNext();
  }

  /** Says something: kept on the device until it is answered, whatever happens to the network. */
  say(say: S): Promise<Answer> {
    return new Promise((settle) => {
      if (!this.#outbox) {
        this.#early.push({ say, settle });
        return;
      }
      this.#waiting.set(this.#outbox.add(say).id, settle);
      this.#reportUnanswered();
      this.#sendNext();
    });
  }

  /** A passing sign: sent now, or never. */
  signal(signal: Signal): void {
    if (this.#open) this.#transport?.signal(signal);
  }

  /** Nothing unanswered is to leave this device any more. */
  forget(): void {
    this.#outbox?.forget();
    this.#reportUnanswered();
  }

  /** Closes for good. */
  close(): void {
    this.#closed = true;
    this.#unlisten();
    this.#drop();
    this.#candidate?.close();
    for (const timer of [this.#again, this.#retrySocket, this.#pause]) clearTimeout(timer);
  }

  // The way to the server.

  #connect(): void {
    clearTimeout(this.#again);
    if (this.#closed || this.#transport || FINAL.has(this.#state)) return;
    const polling = this.#barred >= SOCKETS_BARRED;
    const ears = this.#ears(() => this.#transport === transport, polling);
    const transport: Transport<S> = polling ? openPoll<S>(this.#to, ears) : openSocket<S>(this.#to, ears);
    this.#transport = transport;
  }

  #ears(current: () => boolean, polling: boolean): TransportHears {
    return {
      have: () => ({ epoch: this.#epoch, revisions: this.#revisions() }),
      exchanged: (sentAt, receivedAt, serverTime) => this.#offset.exchange(sentAt, receivedAt, serverTime),
      opened: () => current() && this.#opened(polling ? 'polling' : 'live'),
      heard: (message) => current() && this.#heard(message),
      ended: (ending) => current() && this.#ended(ending),
    };
  }

  #opened(state: LinkState): void {
    this.#open = true;
    this.#tries = 0;
    clearTimeout(this.#retrySocket);
    if (state === 'live') this.#barred = 0;
    else this.#retrySocket = setTimeout(() => this.#trySocketBeside(), RETRY_SOCKET_MS);
    sessionStorageSafely((storage) => storage.removeItem(RELOADED));
    this.#become(state);
    this.signal({ kind: 'awake', visible: !document.hidden });
    this.#sendNext();
  }

  /** While plain requests carry the room, tries a socket beside them; it takes over once greeted. */
  #trySocketBeside(): void {
    let adopted = false;
    const ears = this.#ears(() => adopted && this.#transport === socket, false);
    const socket: Transport<S> = openSocket<S>(this.#to, {
      ...ears,
      opened: () => {
        this.#candidate = null;
        this.#drop();
        adopted = true;
        this.#transport = socket;
        ears.opened();
      },
      ended: (ending) => {
        if (adopted) return ears.ended(ending);
        this.#candidate = null;
        if (this.#open && !this.#closed) this.#retrySocket = setTimeout(() => this.#trySocketBeside(), RETRY_SOCKET_MS);
      },
    });
    this.#candidate = socket;
  }

  #ended(ending: Ending): void {
    const last = this.#onItsWay;
    this.#drop();
    if (ending.why === 'barred') this.#barred += 1;
    if (ending.why === 'closed') this.#closedBy(ending.code, last);
    else if (ending.why === 'refused') this.#refused(ending.status);
    else this.#comeBack('away');
  }

  #closedBy(code: number, last: Unanswered<S> | null): void {
    switch (code) {
      case Close.stalePage:
        return this.#reloadOnce();
      case Close.notAdmitted:
        return this.#become('notAdmitted');
      case Close.malformed:
        return this.#wasMalformed(last);
      case Close.restart:
        return this.#comeBack('restarting');
      case Close.overload:
      case Close.tooMany:
        return this.#comeBack('crowded');
      default:
        return this.#comeBack('away');
    }
  }

  #refused(status: number): void {
    if (status === 401) this.#become('notAdmitted');
    else if (status === 403) this.#become('malformed');
    else if (status === 404 || status === 410) this.#become('dayOver');
    else this.#comeBack(status === 429 || status === 503 ? 'crowded' : 'away');
  }

  #reloadOnce(): void {
    const already = sessionStorageSafely((storage) => storage.getItem(RELOADED)) !== null;
    sessionStorageSafely((storage) => storage.setItem(RELOADED, '1'));
    this.#become('stalePage');
    if (!already) location.reload();
  }

  /** A word the server cannot read is tried twice, then set aside: it must not bar those behind it. */
  #wasMalformed(last: Unanswered<S> | null): void {
    const id = last?.id ?? '';
    if (this.#malformed !== id) {
      this.#malformed = id;
      this.#comeBack('crowded');
    } else if (last) {
      this.#settle({ id, ok: false, refusal: { code: 'malformed' } });
      this.#comeBack('crowded');
    } else {
      this.#become('malformed');
    }
  }

  #comeBack(state: LinkState): void {
    this.#become(state);
    const longest = document.hidden ? HIDDEN_WAIT_MS : LONGEST_WAIT_MS;
    const least = state === 'crowded' ? CROWDED_WAIT_MS : FIRST_WAIT_MS;
    const wait = Math.min(Math.max(longest, least), least * 2 ** this.#tries++);
    this.#again = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2));
  }

  #drop(): void {
    this.#open = false;
    this.#onItsWay = null;
    clearTimeout(this.#answerDue);
    clearTimeout(this.#retrySocket);
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#to.hears.state(state);
  }

  /** A phone that slept keeps a socket that only looks open; a network that is back is worth a try. */
  #watchTheDevice(): () => void {
    const wake = () => {
      if (document.hidden || this.#closed) return;
      this.#tries = 0;
      if (this.#open) this.#transport?.probe();
      else if (!this.#transport) this.#connect();
    };
    const seen = () => {
      this.signal({ kind: 'awake', visible: !document.hidden });
      wake();
    };
    document.addEventListener('visibilitychange', seen);
    addEventListener('pageshow', wake);
    addEventListener('online', wake);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('pageshow', wake);
      removeEventListener('online', wake);
    };
  }

  // What is heard.

  #heard(message: ToFace): void {
    if (message.type === 'frame') this.#fold(message.epoch, message.sections);
    else if (message.type === 'answer') {
      const { type: _, ...answer } = message;
      this.#answered(answer);
    }
  }

  /** A section replaces an older one whole; another epoch replaces everything. */
  #fold(epoch: string, sections: Record<string, { revision: number; value: unknown }>): void {
    const known = epoch === this.#epoch ? { ...this.#sections } : {};
    for (const [name, section] of Object.entries(sections)) {
      const older = known[name];
      if (!older || section.revision > older.revision) known[name] = section;
    }
    this.#epoch = epoch;
    this.#sections = known;
    this.#to.hears.sections(Object.fromEntries(Object.entries(known).map(([name, section]) => [name, section.value])));
  }

  #revisions(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#sections).map(([name, section]) => [name, section.revision]));
  }

  // What is said.

  #sendNext(): void {
    if (!this.#open || this.#onItsWay || !this.#transport) return;
    const word = this.#outbox?.all()[0];
    if (!word) return;
    this.#onItsWay = word;
    clearTimeout(this.#pause);
    this.#answerDue = setTimeout(() => this.#ended({ why: 'lost' }), ANSWER_MS);
    this.#transport.say({ id: word.id, say: word.say });
  }

  #answered(answer: Answer): void {
    if (answer.id === this.#onItsWay?.id) {
      this.#onItsWay = null;
      clearTimeout(this.#answerDue);
    }
    if (answer.refusal && ASK_AGAIN.has(answer.refusal.code)) {
      this.#pause = setTimeout(() => this.#sendNext(), 1_000 + Math.random() * 2_000);
      return;
    }
    this.#settle(answer);
    this.#sendNext();
  }

  #settle(answer: Answer): void {
    const word = this.#outbox?.all().find((word) => word.id === answer.id);
    if (!word || !this.#outbox?.answered(answer.id)) return;
    this.#reportUnanswered();
    this.#to.hears.answer(answer, word.say);
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  #reportUnanswered(): void {
    this.#to.hears.unanswered([...(this.#outbox?.all() ?? [])]);
  }
}

function sessionStorageSafely<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
