// Characters as people count them.

type Segmenter = { segment(text: string): Iterable<unknown> };
const Known = (Intl as unknown as { Segmenter?: new (locale?: string) => Segmenter }).Segmenter;
const segmenter = Known ? new Known() : null;

/** How many characters somebody sees; code points where the browser cannot tell. */
export function graphemes(text: string): number {
  // Plain letters need no study.
  if (/^[\x20-\x7e\u00a0-\u024f\u2018-\u2026\n]*$/.test(text)) return text.length;
  return segmenter ? [...segmenter.segment(text)].length : [...text].length;
}
