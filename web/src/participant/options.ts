// An option of a vote, in words.
import type { OptionView } from '../wire/common';
import type { Words } from '../words/participant/fr';
import type { Speech } from '../words/speech.svelte';
import type { Phone } from './phone.svelte';

/** What an option says. */
export function labelOf(option: OptionView, phone: Phone, speech: Speech<Words>): string {
  switch (option.kind) {
    case 'caseItem':
      return speech.quote(phone.titleOf(option.caseItem) ?? speech.words.plan.withdrawn);
    case 'mark':
      return String(option.value);
    case 'word':
      return speech.text(option.text);
  }
}

/** Below so many voters, a vote hides next to nothing. */
export const FEWEST = 4;
