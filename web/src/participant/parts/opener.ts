// Opens what lies beside the page: the notes, the phone itself.
import { getContext, setContext } from 'svelte';

/** Opens something beside the page. */
export type Opener = (what: 'notes' | 'phone') => void;

const OPENER = Symbol('opener');

/** Hands it down. */
export function handDownOpener(open: Opener): void {
  setContext(OPENER, open);
}

/** The one handed down. */
export function useOpener(): Opener {
  return getContext(OPENER);
}
