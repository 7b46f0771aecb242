// A value that changes calmly: the newest wins, at most once in so many milliseconds.

/** Follows a value, at most once in `everyMs`. Made while a component is. */
export class Steady<T> {
  /** The value as it is shown. */
  value: T;

  constructor(newest: () => T, everyMs: number) {
    this.value = $state.raw(newest());
    let changedAt = -Infinity;
    $effect(() => {
      const next = newest();
      const take = () => {
        changedAt = performance.now();
        this.value = next;
      };
      const wait = changedAt + everyMs - performance.now();
      if (wait <= 0) return take();
      const timer = setTimeout(take, wait);
      return () => clearTimeout(timer);
    });
  }
}
