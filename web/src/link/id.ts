// Names drawn by this device. `crypto.randomUUID` is absent over plain http; `getRandomValues` is not.

/** So many random bytes. */
export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A short name for something said once. */
export function newId(): string {
  return hex(randomBytes(12));
}

/** A random UUID (version 4), for things the day will know: cases, slots, knocks. */
export function newUuid(): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuid(bytes);
}

/** A random name for a text: as much chance as a UUID, spelled shorter, as the day spells it. */
export function newTextId(): string {
  return base64url(randomBytes(16));
}

/** Sixteen bytes, spelled as a UUID. */
function uuid(bytes: Uint8Array): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Bytes in base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
