/** First names as they are pasted or typed: one per line, or with commas between. */

/** The names, in order, each trimmed; empty ones left out. */
export function namesIn(text: string): string[] {
  return text
    .split(/[\n,;]+/)
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
}

/** Names that cannot be told apart by ear. */
export function twins(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) {
    const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    if (seen.has(plain)) twice.add(name);
    seen.add(plain);
  }
  return [...twice];
}
