/** A slot carried by its handle to another place of the plan, by finger, pen or mouse. The keyboard has the arrows. */
import type { Place } from './edit';

/** How near the edge of what scrolls, in pixels, a finger makes it scroll; and how far at most in a frame. */
const EDGE = 64;
const STEP = 14;

/** What is carried now, if anything is, and where it would be put down. */
export class Carry {
  slot = $state<string | null>(null);
  place = $state.raw<Place | null>(null);
  /** Pixels from where it was taken up. */
  by = $state(0);
  #drop: (slot: string, place: Place) => void;
  #over = new AbortController();

  constructor(drop: (slot: string, place: Place) => void) {
    this.#drop = drop;
  }

  /** Makes an element the handle of a slot. A plan that changes under the finger lets the slot go. */
  handle(slot: string): (handle: HTMLElement) => () => void {
    return (handle) => {
      const press = (event: PointerEvent) => {
        if (event.isPrimary && event.button === 0) this.#take(slot, handle, event);
      };
      handle.addEventListener('pointerdown', press);
      return () => {
        handle.removeEventListener('pointerdown', press);
        if (this.slot === slot) this.#end();
      };
    };
  }

  #take(slot: string, handle: HTMLElement, taken: PointerEvent): void {
    const list = handle.closest<HTMLElement>('[data-slots]');
    if (!list) return;
    taken.preventDefault();
    handle.setPointerCapture(taken.pointerId);
    this.#end();
    this.slot = slot;
    const { signal } = (this.#over = new AbortController());
    const top = () => list.getBoundingClientRect().top;
    const from = taken.clientY - top();
    const around = scroller(list);
    let { clientY } = taken;

    const follow = () => {
      this.by = clientY - top() - from;
      this.place = placeAt(list, clientY, slot);
    };
    const scroll = () => {
      if (signal.aborted) return;
      const pull = pulled(around, clientY);
      if (pull !== 0 && this.place) {
        around.scrollBy(0, pull);
        follow();
      }
      requestAnimationFrame(scroll);
    };
    const on = <K extends 'pointermove' | 'pointerup' | 'pointercancel' | 'keydown'>(what: K, then: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(what, (event) => (event instanceof PointerEvent && event.pointerId !== taken.pointerId ? undefined : then(event)), { signal });
    on('pointermove', (event) => {
      ({ clientY } = event);
      follow();
    });
    on('pointerup', () => {
      const { place } = this;
      this.#end();
      if (place) this.#drop(slot, place);
    });
    on('pointercancel', () => this.#end());
    on('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // The plan may stand in a dialog: this Escape is not for it.
      event.preventDefault();
      this.#end();
    });
    requestAnimationFrame(scroll);
  }

  #end(): void {
    this.#over.abort();
    this.slot = null;
    this.place = null;
    this.by = 0;
  }
}

/** The place at a height of the window: the last block that begins above it, after the slots whose middle is above it. */
function placeAt(list: HTMLElement, y: number, carried: string): Place | null {
  const blocks = [...list.querySelectorAll<HTMLElement>('[data-block]')];
  const block = blocks.filter((one) => one.getBoundingClientRect().top <= y).at(-1) ?? blocks[0];
  if (!block) return null;
  const above = [...block.querySelectorAll<HTMLElement>('[data-slot]')].filter((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return one.dataset.slot !== carried && (top + bottom) / 2 < y;
  });
  return { block: Number(block.dataset.block), at: above.length };
}

/** What scrolls around an element: the page, or a part of it. */
function scroller(element: HTMLElement): Element {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** How far what scrolls is to scroll for a finger at this height: the nearer its edge, the more. */
function pulled(around: Element, y: number): number {
  const { top, bottom } = around.getBoundingClientRect();
  const [first, last] = [Math.max(top, 0) + EDGE, Math.min(bottom, window.innerHeight) - EDGE];
  const beyond = y < first ? y - first : y > last ? y - last : 0;
  return Math.sign(beyond) * Math.min(STEP, Math.ceil((Math.abs(beyond) / EDGE) * STEP));
}
