// What this phone says of one vote: to the house, and to its owner.
import type { Answer, VoteKind } from '../../wire/common';
import type { Says } from '../../wire/participant';
import type { Kept, Outcome, Verdict, VoteShelf } from './kept';

/** The word of this phone on one vote. */
export class Said {
  /** On the vote that is over. */
  verdict = $state.raw<Verdict | null>(null);
  #reported = '';

  constructor(
    readonly vote: string,
    private readonly shelf: VoteShelf,
    private readonly say: (say: Says) => Promise<Answer>,
  ) {}

  /** The owner has still to be told what became of the dots. */
  get unread(): boolean {
    return this.verdict?.read === false;
  }

  /** The owner has been told. */
  read(): void {
    if (this.verdict) this.shelf.verdict = this.verdict = { ...this.verdict, read: true };
  }

  /** Whether there is a verdict, said before this page was loaded: it stands. */
  recall(): boolean {
    this.verdict ??= this.shelf.verdict;
    return this.verdict !== null;
  }

  /** Says what became of one's dots, to be kept and told. */
  conclude(outcome: Outcome, kind: VoteKind, kept: Kept | null): void {
    if (!outcome.uncounted && kept) this.report(kept, 'closed', outcome.fault === null);
    const isNews = outcome.fault || outcome.late || (outcome.uncounted && kept?.choices.some(Boolean));
    this.shelf.verdict = this.verdict = { ...outcome, kind, read: !isNews };
  }

  /** Tells the house once how this phone finds the seal, or the close. */
  report({ epoch }: Kept, stage: 'sealed' | 'closed', ok: boolean): void {
    const what = `${epoch} ${stage} ${ok}`;
    if (epoch === null || this.#reported === what) return;
    this.#reported = what;
    void this.say({ act: 'checked', vote: this.vote, epoch, stage, ok });
  }
}
