// A room code as people type it, and as a scanned link carries it.

/** Letters and digits that cannot be taken for one another. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A room code as people type it, or nothing when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  return code.length === 6 && [...code].every((sign) => SIGNS.includes(sign)) ? code : null;
}

/** A room code as it is read aloud: three and three. */
export function spellCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
