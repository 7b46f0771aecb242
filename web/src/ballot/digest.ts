// What the seal and the close stand for, in 32 bytes: every face that spells the same words saw the same box.
import { sha256 } from '@noble/hashes/sha2.js';
import type { OptionView, VoteMode } from '../wire/common';
import { compare, concat, fromBase64url, utf8, uuid, whole } from './bytes';
import type { Deal } from './placement';

/** What is fixed from the seal on. */
export interface Sealed extends Deal {
  /** The server's key for this deal, base64url. */
  pk: string;
  mode: VoteMode;
  /** Dots each person has. */
  dots: number;
  /** What a choice means. */
  options: readonly OptionView[];
  /** Who holds credentials: ids. */
  issued: readonly string[];
  /** Every tag in the box, base64url. */
  tags: readonly string[];
}

/** Where one dot lies at the close, as the list tells it. */
export interface Entry {
  tag: string;
  choice: number;
  seq: number;
  sig: string;
}

const KINDS = { caseItem: 1, mark: 2, word: 3 } as const;

function optionBytes(option: OptionView): Uint8Array {
  const kind = whole(KINDS[option.kind], 1);
  if (option.kind === 'caseItem') return concat(kind, uuid(option.caseItem));
  if (option.kind === 'mark') return concat(kind, whole(option.value, 1));
  // Both languages: nobody may be shown another meaning than their neighbour.
  return concat(kind, counted(option.text.fr), counted(option.text.en));
}

function counted(text: string): Uint8Array {
  const bytes = utf8(text);
  return concat(whole(bytes.length, 2), bytes);
}

function sorted(parts: Uint8Array[]): Uint8Array {
  return concat(...parts.sort(compare));
}

/** The digest of a sealed box. */
export function sealDigest(sealed: Sealed): Uint8Array {
  return sha256(
    concat(
      utf8('ballot/1/seal'),
      uuid(sealed.vote),
      whole(sealed.epoch, 2),
      fromBase64url(sealed.pk, 32),
      whole(sealed.mode === 'sealed' ? 1 : 0, 1),
      whole(sealed.dots, 1),
      whole(sealed.options.length, 2),
      ...sealed.options.map(optionBytes),
      whole(sealed.issued.length, 2),
      sorted(sealed.issued.map(uuid)),
      whole(sealed.tags.length, 2),
      sorted(sealed.tags.map((tag) => fromBase64url(tag, 32))),
    ),
  );
}

/** The digest of a closed box, upon that of its seal. */
export function closeDigest(seal: Uint8Array, entries: readonly Entry[]): Uint8Array {
  const lines = entries.map((entry) => concat(fromBase64url(entry.tag, 32), whole(entry.choice, 2), whole(entry.seq, 8), fromBase64url(entry.sig, 64)));
  return sha256(concat(utf8('ballot/1/close'), seal, whole(entries.length, 2), sorted(lines)));
}
