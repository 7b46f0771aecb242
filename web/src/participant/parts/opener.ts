// Opens what lies beside the page: the notes, the phone itself, a case that comes late.
import { getContext, setContext } from 'svelte';

/** Opens something beside the page. */
export type Opener = (what: 'notes' | 'phone' | 'case') => void;

const OPENER = Symbol('opener');

/** Hands it down. */
export function handDownOpener(open: Opener): void {
  setContext(OPENER, open);
}

/** The one handed down. */
export function useOpener(): Opener {
  return getContext(OPENER);
}
