// Whether this page came without encryption over a network.

const HERE = ['localhost', '127.0.0.1', '[::1]'];

/** True over plain http, unless from this very machine. */
export function isPlainHttp(at: Pick<Location, 'protocol' | 'hostname'> = location): boolean {
  return at.protocol === 'http:' && !HERE.includes(at.hostname);
}
