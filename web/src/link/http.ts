// Plain requests to the server: JSON both ways, and a problem code instead of an exception.
import type { Problem } from '../wire/door';

/** What came back: a value, or a stable code that a face can put in words, with all that was told of it. */
export type Reply<T> = { ok: true; value: T } | { ok: false; problem: string; status: number; told?: unknown };

/** The code of a request that never reached the server. */
export const UNREACHED = 'unreached';

async function request<T>(method: string, path: string, body?: string, signal?: AbortSignal): Promise<Reply<T>> {
  const headers: Record<string, string> = { 'x-cercle': '1' };
  if (method !== 'GET') headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body,
      cache: 'no-store',
      credentials: 'same-origin',
      signal,
    });
    const text = response.status === 204 ? '' : await response.text();
    if (response.ok) return { ok: true, value: (text ? JSON.parse(text) : null) as T };
    return { ok: false, status: response.status, ...problemOf(text, response.status) };
  } catch {
    return { ok: false, problem: UNREACHED, status: 0 };
  }
}

function problemOf(text: string, status: number): { problem: string; told?: unknown } {
  try {
    const told = JSON.parse(text) as Problem;
    return { problem: told.code, told };
  } catch {
    return { problem: status >= 500 ? 'unavailable' : `http${status}` };
  }
}

/** Asks for something. */
export function get<T>(path: string, signal?: AbortSignal): Promise<Reply<T>> {
  return request<T>('GET', path, undefined, signal);
}

/** Asks that something be done. */
export function post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<Reply<T>> {
  return request<T>('POST', path, JSON.stringify(body ?? {}), signal);
}

/** Sends a JSON text as it was written: what is wrong in it is told by its own lines. */
export function postText<T>(path: string, text: string): Promise<Reply<T>> {
  return request<T>('POST', path, text);
}
