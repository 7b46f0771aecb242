// The facilitator's account on this device: who is signed in, their cycles, and the room that is open.
import { getContext, setContext } from 'svelte';
import { get, post, type Reply } from '../../link/http';
import * as shelf from '../../link/shelf';
import type { CycleView, DayOpened, Invitation, Me, NewCycle, OpenDay } from '../../wire/account';

const ROOM = 'cercle:facilitator:room';
/** How an enrolment link's fragment begins. */
const ENROL = '#enrol=';

/** The account as this device knows it. */
export class Account {
  /** Who is signed in; null when nobody is, undefined while it is not known. */
  me = $state.raw<Me | null | undefined>();
  /** The one-time token of an enrolment link, until it has served. */
  token = $state.raw<string | null>(null);
  /** The room that is open on this device. */
  room = $state.raw<string | null>(shelf.read(ROOM));
  /** Why the last request failed. */
  problem = $state.raw<string | null>(null);
  /** A request is under way. */
  busy = $state.raw(false);

  /** Looks at the link that led here, then at who is signed in. */
  async begin(): Promise<void> {
    if (location.hash.startsWith(ENROL)) {
      this.token = decodeURIComponent(location.hash.slice(ENROL.length));
      this.leave();
      history.replaceState(null, '', location.pathname);
    }
    await this.refresh();
  }

  /** Asks who is signed in. */
  async refresh(): Promise<void> {
    this.problem = null;
    const reply = await get<Me>('/api/me');
    if (reply.ok) this.me = reply.value;
    else if (reply.status === 401) this.me = null;
    else this.problem = reply.problem;
  }

  /** Makes the account that the link promises. */
  async enrol(name: string, passphrase: string): Promise<boolean> {
    const token = this.token;
    if (token === null) return false;
    const done = this.#me(await this.#asking(post<Me>('/api/enrol', { token, name, passphrase })));
    if (done) this.token = null;
    return done;
  }

  /** Signs in. */
  async signIn(name: string, passphrase: string): Promise<boolean> {
    return this.#me(await this.#asking(post<Me>('/api/sign-in', { name, passphrase })));
  }

  /** Signs out: this device knows nobody any more. */
  async signOut(): Promise<void> {
    const reply = await this.#asking(post<null>('/api/sign-out'));
    if (!reply.ok) return;
    this.leave();
    this.me = null;
  }

  /** Sends another device of this account away. */
  async revoke(device: string): Promise<boolean> {
    return this.#me(await this.#asking(post<Me>('/api/devices/revoke', { device })));
  }

  /** Makes a cycle. */
  async newCycle(cycle: NewCycle): Promise<boolean> {
    const reply = await this.#asking(post<CycleView>('/api/cycles', cycle));
    if (!reply.ok || !this.me) return false;
    const others = this.me.cycles.filter((one) => one.cycle !== reply.value.cycle);
    this.me = { ...this.me, cycles: [reply.value, ...others] };
    return true;
  }

  /** Opens a day, and enters its room. */
  async openDay(cycle: string, day: OpenDay): Promise<boolean> {
    const reply = await this.#asking(post<DayOpened>(`/api/cycles/${cycle}/days`, day));
    if (reply.ok) this.enter(reply.value.room);
    return reply.ok;
  }

  /** A link for a second facilitator, shown once. */
  async invite(cycle: string): Promise<string | null> {
    const reply = await this.#asking(post<Invitation>(`/api/cycles/${cycle}/invite`));
    return reply.ok ? new URL(reply.value.link, location.origin).href : null;
  }

  /** Enters a room; a reload comes back to it. */
  enter(room: string): void {
    shelf.write(ROOM, room);
    this.room = room;
  }

  /** Goes back to the cycles. */
  leave(): void {
    shelf.remove(ROOM);
    this.room = null;
  }

  #me(reply: Reply<Me>): boolean {
    if (reply.ok) this.me = reply.value;
    return reply.ok;
  }

  async #asking<T>(request: Promise<Reply<T>>): Promise<Reply<T>> {
    this.problem = null;
    this.busy = true;
    const reply = await request;
    this.busy = false;
    if (!reply.ok) this.problem = reply.problem;
    if (!reply.ok && reply.status === 401 && this.me) this.me = null;
    return reply;
  }
}

const ACCOUNT = Symbol('account');

/** Hands the account down to the pages outside a room. */
export function handDownAccount(account: Account): Account {
  return setContext(ACCOUNT, account);
}

/** The account handed down. */
export function useAccount(): Account {
  return getContext(ACCOUNT);
}
