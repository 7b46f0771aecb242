// All that a phone needs of a ballot, in a chunk of its own: it comes when a vote opens, not before.
export { checkClose, checkSeal } from './check';
export { draw, OtherKey, tagOf, tokens } from './credentials';
export { firstSeq, nextSeq, sign } from './placement';
