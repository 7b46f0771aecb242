// Plain requests to the server: JSON both ways, and a problem code instead of an exception.
import type { Problem } from '../wire/door';

/** What came back: a value, or a stable code that a face can put in words. */
export type Reply<T> = { ok: true; value: T } | { ok: false; problem: string; status: number };

/** The code of a request that never reached the server. */
export const UNREACHED = 'unreached';

async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Reply<T>> {
  const headers: Record<string, string> = { 'x-cercle': '1' };
  if (method !== 'GET') headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
      cache: 'no-store',
      credentials: 'same-origin',
      signal,
    });
    const text = response.status === 204 ? '' : await response.text();
    if (response.ok) return { ok: true, value: (text ? JSON.parse(text) : null) as T };
    return { ok: false, problem: problemOf(text, response.status), status: response.status };
  } catch {
    return { ok: false, problem: UNREACHED, status: 0 };
  }
}

function problemOf(text: string, status: number): string {
  try {
    return (JSON.parse(text) as Problem).code;
  } catch {
    return status >= 500 ? 'unavailable' : `http${status}`;
  }
}

/** Asks for something. */
export function get<T>(path: string, signal?: AbortSignal): Promise<Reply<T>> {
  return request<T>('GET', path, undefined, signal);
}

/** Asks that something be done. */
export function post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<Reply<T>> {
  return request<T>('POST', path, body, signal);
}
