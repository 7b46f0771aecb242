// What this device keeps: a `Storage` that may be absent, full or forbidden (private windows) without harm.

/** Reads, or nothing. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Reads what was written as JSON, or nothing when it is absent or spoilt. */
export function readJson<T>(key: string): T | null {
  const text = read(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Writes; false when the device will not keep it. */
export function write(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Writes as JSON; false when the device will not keep it. */
export function writeJson(key: string, value: unknown): boolean {
  return write(key, JSON.stringify(value));
}

/** Removes. */
export function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // What cannot be read was never written.
  }
}

/** Every key that begins so, in order. */
export function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort();
  } catch {
    return [];
  }
}

/** Removes every key that begins so. */
export function clear(prefix: string): void {
  for (const key of keys(prefix)) remove(key);
}
