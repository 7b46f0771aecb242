// How many rows fit: a list is cut into pages of whole rows.

/** Rows of a page: from this one, up to but without that one. */
export interface Page {
  from: number;
  to: number;
}

/** Cuts rows of these heights into pages that fit, of so many rows at most. A row taller than the page has one of its own. */
export function cut(heights: readonly number[], room: number, atMost: number): Page[] {
  const pages: Page[] = [];
  let from = 0;
  let used = 0;
  heights.forEach((height, i) => {
    if (i > from && (used + height > room || i - from >= atMost)) {
      pages.push({ from, to: i });
      from = i;
      used = 0;
    }
    used += height;
  });
  if (heights.length > from) pages.push({ from, to: heights.length });
  return pages;
}

/** Where each row lies on its own page. */
export function places(heights: readonly number[], pages: readonly Page[]): number[] {
  return pages.flatMap(({ from, to }) => {
    let y = 0;
    return heights.slice(from, to).map((height) => {
      const here = y;
      y += height;
      return here;
    });
  });
}
