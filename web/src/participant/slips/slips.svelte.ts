// Slips: what one gives without a name. Only this phone knows which are its own, by the secrets it keeps.
import * as shelf from '../../link/shelf';
import { base64url, randomBytes } from '../../link/id';
import type { Answer } from '../../wire/common';
import type { Says } from '../../wire/participant';
import * as keys from '../keys';

/** Where one writes: a slot, one of its steps, one of its inputs. */
export interface SlipPlace {
  slot: string;
  step: string;
  input: string;
}

/** A slip of this phone. */
export interface OwnSlip extends SlipPlace {
  contribution: string;
  /** What withdraws it, base64url. */
  secret: string;
  text: string;
  /** The words the house keeps; none before it has said so. */
  kept: string | null;
}

/** The slips of this phone in one room. */
export class Slips {
  own = $state.raw<readonly OwnSlip[]>([]);
  readonly #room: string;
  readonly #say: (say: Says) => Promise<Answer>;

  constructor(room: string, say: (say: Says) => Promise<Answer>) {
    this.#room = room;
    this.#say = say;
    this.own = shelf.readJson<OwnSlip[]>(keys.slips(room)) ?? [];
  }

  /** Those given in one place. */
  of({ slot, step, input }: SlipPlace): OwnSlip[] {
    return this.own.filter((slip) => slip.slot === slot && slip.step === step && slip.input === input);
  }

  /** This phone wrote it. */
  has(contribution: string): boolean {
    return this.own.some((slip) => slip.contribution === contribution);
  }

  /** Gives a slip, or other words for one given before; true once the house keeps it. */
  async give(place: SlipPlace, text: string, before: string | null): Promise<boolean> {
    const known = this.own.find((slip) => slip.contribution === before);
    const slip = { ...(known ?? (await this.#draw(place))), text };
    // Before anybody hears of it: a slip whose secret is lost could never be withdrawn.
    this.#keep([...this.own.filter((one) => one.contribution !== slip.contribution), slip]);
    const { contribution: _, kept: __, ...said } = slip;
    return (await this.#say({ act: 'giveSlip', ...said })).ok;
  }

  /** Takes a slip back, wherever it is by now. */
  async withdraw(contribution: string): Promise<void> {
    const slip = this.own.find((one) => one.contribution === contribution);
    if (!slip) return;
    const answer = await this.#say({ act: 'withdrawSlip', secret: slip.secret });
    if (answer.ok) this.#keep(this.own.filter((one) => one.contribution !== contribution));
  }

  /** The house keeps these words, maybe said before this page was loaded. */
  kept(secret: string, words: string): void {
    this.#keep(this.own.map((one) => (one.secret === secret ? { ...one, kept: words } : one)));
  }

  /** The house refused the newest words: those it kept before stand, with the secret that withdraws them. */
  refused(secret: string): void {
    this.#keep(
      this.own.flatMap((one) => {
        if (one.secret !== secret) return [one];
        return one.kept === null ? [] : [{ ...one, text: one.kept }];
      }),
    );
  }

  async #draw({ slot, step, input }: SlipPlace): Promise<Omit<OwnSlip, 'text'>> {
    const { slipId } = await import('./slip-id');
    const secret = randomBytes(32);
    return { slot, step, input, contribution: slipId(secret), secret: base64url(secret), kept: null };
  }

  #keep(own: readonly OwnSlip[]): void {
    this.own = own;
    shelf.writeJson(keys.slips(this.#room), own);
  }
}
