// After one opens or leaves a page by one's own act: its top is seen, and heard.
import { tick } from 'svelte';

/** Shows the top of the page that has just replaced another, and takes the focus there. */
export async function toTop(): Promise<void> {
  await tick();
  scrollTo(0, 0);
  document.querySelector('main')?.focus({ preventScroll: true });
}
