// The four words of a box, for every face: their list is a chunk that comes when there is a seal to spell.

type Spell = (digest: string) => string[];

const RETRY_MS = 3_000;
let coming: Promise<Spell> | undefined;

async function fetchList(): Promise<Spell> {
  for (;;) {
    try {
      return (await import('../ballot/words')).wordsOf;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Spells the digest of a box, base64url, once the list has come. */
export async function spell(digest: string): Promise<string[]> {
  coming ??= fetchList();
  return (await coming)(digest);
}
