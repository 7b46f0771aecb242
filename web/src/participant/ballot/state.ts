// How far one's dots in a vote are.

/** How far one's dots are. */
export type DotsState =
  /** Credentials are on their way. */
  | 'preparing'
  /** Blanks are on their way, the box is not sealed yet. */
  | 'sealing'
  /** The box is sealed, this phone vouches for it: dots leave when they are placed. */
  | 'ready'
  /** Drawn on another device, or drawn here and lost since: they cannot be moved from here. */
  | 'elsewhere'
  /** One has no dots in this deal. */
  | 'without'
  /** The box was sealed before one's dots had come. */
  | 'late'
  /** This page cannot do it. */
  | 'failed'
  /** This phone does not vouch for the vote: see `fault`. */
  | 'wrong'
  /** The vote is closed, the list is being checked. */
  | 'counting'
  /** The vote is closed: see `verdict`. */
  | 'over';

/** In these, one may choose; what is chosen leaves once the box is sealed and checked. */
export const OPEN: ReadonlySet<DotsState> = new Set(['preparing', 'sealing', 'ready']);
