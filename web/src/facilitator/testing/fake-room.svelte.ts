// A room without a network, for tests: what is said is kept, what is heard is set.
import type { Answer } from '../../wire/common';
import type { Hears, Says } from '../../wire/facilitator';

/** Stands in for `face/room.svelte`'s Room. */
export class Room {
  name = 'room';
  sections = $state.raw<Partial<Hears>>({});
  link = $state.raw('live');
  unanswered = $state.raw<readonly { id: string; say: Says }[]>([]);
  refusals = $state.raw([]);
  clock = { now: 1_000_000 };
  said: Says[] = [];
  answer: Omit<Answer, 'id'> = { ok: true };

  say(say: Says): Promise<Answer> {
    this.said.push(say);
    return Promise.resolve({ id: '1', ...this.answer });
  }
  putAside(): void {}
  forget(): void {}
  close(): void {}
}
