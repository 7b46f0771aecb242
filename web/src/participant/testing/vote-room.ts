// A room with one vote and its server, for tests: phones follow it, and a test bends what they are told.
import { base64url, newUuid } from '../../link/id';
import { sealDigest, type Entry } from '../../ballot/digest';
import { Box, type Posted } from '../../ballot/testing/box';
import type { Answer } from '../../wire/common';
import type { Says } from '../../wire/participant';
import { Dots } from '../dots.svelte';

/** What a server tells about one vote, before a test bends it. */
export interface Told {
  tags: readonly string[];
  sealDigest: string;
  entries: Entry[];
  counts: number[];
  closeDigest: string;
  pk: string;
}

const options = Array.from({ length: 4 }, () => ({ kind: 'caseItem' as const, caseItem: newUuid() }));

/** A network that neither answers nor fails. */
export function hanging(_: string, { signal }: RequestInit = {}): Promise<Response> {
  return new Promise((_, fail) => signal?.addEventListener('abort', () => fail(new DOMException('given up', 'AbortError'))));
}

/** The room. */
export class VoteRoom {
  box: Box;
  stage: 'dealing' | 'issuing' | 'sealed' | 'closed' = 'issuing';
  electors: string[];
  readonly people: string[];
  /** What phones said that the house has taken, apart from asking for credentials. */
  readonly said: Says[] = [];
  /** What was posted, with how it was sent. */
  readonly posted: { dot: Posted; init: RequestInit }[] = [];
  /** What the room tells of the options. */
  optionsTold = options;
  /** It is closed before any seal. */
  unsealed = false;
  /** Lies and faults. */
  bend: (told: Told) => Partial<Told> = () => ({});
  /** What comes back instead of doing anything. */
  network: (url: string) => Response | null = () => null;
  /** What comes back after it was done: an answer lost on its way. */
  lost: () => boolean = () => false;
  onIssue: (who: string, say: Extract<Says, { act: 'issue' }>) => void = () => {};
  /** Whose phones hear nothing. */
  readonly asleep = new Set<string>();
  #phones = new Map<string, Dots>();

  constructor(
    people: number,
    readonly dots = 3,
  ) {
    this.people = Array.from({ length: people }, newUuid).sort();
    this.electors = this.people;
    this.box = new Box(options, dots);
  }

  /** The phone of somebody, as long as it is not reloaded. */
  phone(who: string): Dots {
    const dots = this.#phones.get(who) ?? new Dots(who, this.box.vote, (say) => this.#hear(who, say));
    this.#phones.set(who, dots);
    return dots;
  }

  /** The page of somebody is loaded anew while the room is about other things: what it has not kept is lost. */
  wake(who: string): Dots {
    this.#phones.get(who)?.stop();
    this.#phones.delete(who);
    return this.phone(who);
  }

  /** The page of somebody is loaded anew. */
  reload(who: string): Dots {
    const dots = this.wake(who);
    this.#tell(who);
    return dots;
  }

  /** Tells every phone how the vote stands. */
  tell(): void {
    for (const who of this.people) if (!this.asleep.has(who)) this.#tell(who);
  }

  seal(): void {
    this.box.seal();
    this.stage = 'sealed';
    this.tell();
  }

  close(): void {
    this.stage = 'closed';
    this.tell();
  }

  /** Deals again, to these. */
  redeal(electors = this.people): void {
    this.box = new Box(options, this.dots, this.box.epoch + 1, this.box.vote);
    this.electors = electors;
    this.stage = 'issuing';
    this.tell();
  }

  /** Stands in for `fetch`. */
  readonly fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    const faulty = this.network(url);
    if (faulty) return Promise.resolve(faulty);
    if (url === '/b') {
      const answer = this.#post(init);
      return this.lost() ? Promise.reject(new TypeError('the answer was lost')) : Promise.resolve(answer);
    }
    const { tags, entries, counts, pk, sealDigest } = this.#told();
    const sealed = this.#sealed;
    if (url.endsWith('/tags') && sealed) return Promise.resolve(Response.json({ vote: this.box.vote, epoch: this.box.epoch, pk, issued: this.box.sealed.issued, tags, digest: sealDigest }));
    if (url.endsWith('/entries') && sealed && this.stage === 'closed') return Promise.resolve(Response.json({ epoch: this.box.epoch, entries, counts }));
    return Promise.resolve(Response.json({ code: this.stage === 'closed' ? 'voteClosed' : 'notSealed' }, { status: 422 }));
  };

  #post(init: RequestInit): Response {
    const dot = JSON.parse(String(init.body)) as Posted & { epoch: number };
    this.posted.push({ dot, init });
    if (this.stage === 'closed') return Response.json({ code: 'voteClosed' }, { status: 409 });
    if (dot.epoch !== this.box.epoch) return Response.json({ code: 'unknownVote' }, { status: 409 });
    const code = this.box.post(dot);
    return Response.json({ code }, { status: code === 'placed' ? 200 : 409 });
  }

  #hear(who: string, say: Says): Promise<Answer> {
    const refused = (code: 'otherEpoch' | 'notSealed' | 'alreadyIssued') => Promise.resolve({ id: '', ok: false, refusal: { code } });
    if ((say.act === 'issue' || say.act === 'checked') && say.epoch !== this.box.epoch) return refused('otherEpoch');
    if (say.act === 'checked' && (!this.#sealed || say.stage !== this.stage)) return refused('notSealed');
    if (say.act !== 'issue') {
      this.said.push(say);
      return Promise.resolve({ id: '', ok: true });
    }
    this.onIssue(who, say);
    const issued = this.box.issue(who, say.blinded);
    if (issued === 'alreadyIssued') return refused(issued);
    return Promise.resolve({ id: '', ok: true, issued: { evaluated: [...issued.evaluated], proof: issued.proof } });
  }

  get #sealed(): boolean {
    return !this.unsealed && (this.stage === 'sealed' || this.stage === 'closed');
  }

  #told(): Told {
    const { sealed } = this.box;
    const { entries, counts, digest } = this.box.close();
    const honest = { tags: sealed.tags, sealDigest: base64url(sealDigest(sealed)), entries, counts, closeDigest: digest, pk: this.box.pk };
    return { ...honest, ...this.bend(honest) };
  }

  #tell(who: string): void {
    const { stage, electors, box, dots } = this;
    const told = this.#told();
    const sealed = this.#sealed;
    this.phone(who).follow({
      you: who,
      present: new Set(this.people),
      vote: {
        vote: box.vote, kind: 'priority', mode: 'live', options: [...this.optionsTold], dots, perOption: 2, voters: electors.length, onlyAtClose: false, endsAt: null,
        closed: stage === 'closed',
        counts: stage === 'closed' ? told.counts : null,
        ballot: {
          epoch: box.epoch, stage, electors, agree: 0, disagree: 0,
          // Nobody needs them in the frame of a closed vote: the lists have them.
          pk: stage === 'dealing' || stage === 'closed' ? null : told.pk,
          issued: stage === 'closed' ? [] : [...box.sealed.issued],
          tags: sealed ? told.tags.length : 0,
          sealDigest: sealed ? told.sealDigest : null,
          closeDigest: sealed && stage === 'closed' ? told.closeDigest : null,
          redealt: box.epoch ? 0 : null,
        },
      },
    });
  }
}
