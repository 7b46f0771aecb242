// Bytes as the protocol of the ballots lays them out: fixed widths, the greatest first.

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A whole number in so many bytes; it must fit, and be below 2^53. */
export function whole(value: number, width: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** width) throw new RangeError(`${value} does not fit ${width} bytes`);
  const bytes = new Uint8Array(width);
  for (let i = width - 1, rest = value; i >= 0; i -= 1, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

/** The 16 bytes of a UUID. */
export function uuid(text: string): Uint8Array {
  const digits = text.replace(/-/g, '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new RangeError('not a UUID');
  return Uint8Array.from({ length: 16 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** Base64url without padding, back to bytes; exactly so many. */
export function fromBase64url(text: string, length: number): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new RangeError('not base64url');
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  if (binary.length !== length) throw new RangeError(`${binary.length} bytes, not ${length}`);
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** Which comes first, byte by byte; 0 when they are the same. */
export function compare(one: Uint8Array, other: Uint8Array): number {
  for (let i = 0; i < Math.min(one.length, other.length); i += 1) {
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  }
  return one.length - other.length;
}
