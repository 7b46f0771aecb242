// A server with one box, for tests: honest, until a test bends what it tells.
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import type { OptionView } from '../../wire/common';
import { base64url, newUuid } from '../../link/id';
import { compare, concat, fromBase64url, utf8, uuid, whole } from '../bytes';
import { countsOf } from '../check';
import type { Issued } from '../credentials';
import { closeDigest, sealDigest, type Entry, type Sealed } from '../digest';
import { isSigned } from '../placement';

const voprf = ristretto255_oprf.voprf as typeof ristretto255_oprf.voprf & { evaluate(secret: Uint8Array, input: Uint8Array): Uint8Array };

/** What a phone posts. */
export interface Posted extends Entry {
  token: string;
}

/** One deal of one vote. */
export class Box {
  readonly vote: string;
  readonly #keys;
  readonly #issued = new Map<string, string>();
  readonly #dots = new Map<string, Entry>();
  #sealed = false;

  constructor(
    readonly options: readonly OptionView[],
    readonly dots = 3,
    readonly epoch = 0,
    vote = newUuid(),
  ) {
    this.vote = vote;
    this.#keys = voprf.deriveKeyPair(crypto.getRandomValues(new Uint8Array(32)), concat(utf8('ballot/1'), uuid(vote), whole(epoch, 2)));
  }

  get pk(): string {
    return base64url(this.#keys.publicKey);
  }

  /** Credentials, once a person; the same blinded tags again, the same credentials. */
  issue(person: string, blinded: readonly string[]): Issued | 'alreadyIssued' {
    const before = this.#issued.get(person);
    if (before !== undefined && before !== blinded.join()) return 'alreadyIssued';
    this.#issued.set(person, blinded.join());
    const { evaluated, proof } = voprf.blindEvaluateBatch(this.#keys.secretKey, this.#keys.publicKey, blinded.map((one) => fromBase64url(one, 32)));
    return { evaluated: evaluated.map((one) => base64url(one)), proof: base64url(proof) };
  }

  /** A dot comes in: blank with its token before the seal, signed after it. */
  post(dot: Posted): string {
    const tag = fromBase64url(dot.tag, 32);
    if (!isSigned(this, tag, dot.seq, dot.choice, fromBase64url(dot.sig, 64))) return 'badSignature';
    const lies = this.#dots.get(dot.tag);
    if (this.#sealed && !lies) return 'unknownDot';
    if (!this.#sealed && dot.choice !== 0) return 'notSealed';
    if (!this.#sealed && dot.token !== base64url(voprf.evaluate(this.#keys.secretKey, tag))) return 'badToken';
    if (lies && lies.seq > dot.seq) return 'superseded';
    const { choice, seq, sig } = dot;
    this.#dots.set(dot.tag, { tag: dot.tag, choice, seq, sig });
    return 'placed';
  }

  /** Seals, and tells what was sealed. */
  seal(): Sealed {
    this.#sealed = true;
    return this.sealed;
  }

  /** What is sealed, or would be. */
  get sealed(): Sealed {
    const { vote, epoch, pk, dots, options } = this;
    return { vote, epoch, pk, mode: 'live', dots, options, issued: [...this.#issued.keys()].sort(), tags: this.entries().map((entry) => entry.tag) };
  }

  /** A dot that never came. */
  drop(tag: string): void {
    this.#dots.delete(tag);
  }

  /** Every dot, by its tag. */
  entries(): Entry[] {
    return [...this.#dots.values()].sort((one, other) => compare(fromBase64url(one.tag, 32), fromBase64url(other.tag, 32)));
  }

  /** The list of the close, and what the frame tells of it. */
  close(): { entries: Entry[]; counts: number[]; digest: string } {
    const entries = this.entries();
    return { entries, counts: countsOf(entries, this.options.length), digest: base64url(closeDigest(sealDigest(this.sealed), entries)) };
  }
}
