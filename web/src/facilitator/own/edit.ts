// How a process is edited: plain functions that change a draft, so that what can only be wrong is never asked.
import { randomBytes } from '../../link/id';
import type { BilingualText, Input, MinutesRange, PhoneState, Posture, Process, Role, Step, SubGroups } from '../../wire/common';
import type { Language } from '../../words/language';

/** As in `src/domain/limits.rs`. */
export const LIMITS = { name: 60, sentence: 280, prompt: 140, says: 500, steps: 12, inputs: 6, choices: 8, parts: 8, criteria: 8, own: 12, seats: 12, contribution: 500 };
/** Bytes of a file, as in `src/edge/processes_api.rs`. */
export const FILE_BYTES = 64 * 1024;

export const ROLES: readonly Role[] = ['owner', 'consultant', 'facilitator', 'observer', 'timekeeper', 'scribe', 'everyone', 'nobody'];
/** Those who have a phone in the circle. */
export const WRITERS: readonly Role[] = ['owner', 'consultant', 'everyone', 'observer', 'timekeeper', 'scribe'];
export const PHONES: readonly PhoneState[] = ['closed', 'write', 'jot', 'vote'];

/** None: whatever it was before. */
export const POSTURES: readonly (Posture | 'none')[] = ['none', 'coach', 'trainer', 'facilitator'];

const other = (language: Language): Language => (language === 'fr' ? 'en' : 'fr');

/** In which language a text was begun, while the other follows: a translation never writes over what it translates. */
const begun = new WeakMap<BilingualText, Language>();

/** Writes in one language; the other follows as long as it has no words of its own. */
export function write(text: BilingualText, language: Language, words: string): void {
  const second = other(language);
  if (!text[second].trim()) begun.set(text, language);
  const follows = begun.get(text) === language && (!text[second].trim() || text[second] === text[language]);
  text[language] = words;
  if (follows) text[second] = words;
}

/** What the two languages of a text are to each other: `same`, or changed in one alone since `before`. */
export function between(text: BilingualText, before: BilingualText | undefined): 'same' | Language | null {
  if (!text.fr.trim() || !text.en.trim()) return null;
  const changed = (language: Language) => before !== undefined && before[language] !== text[language];
  if (changed('fr') !== changed('en')) return changed('fr') ? 'fr' : 'en';
  const wasSame = before !== undefined && before.fr === before.en && !changed('fr');
  return text.fr === text.en && !wasSame ? 'same' : null;
}

/** The whole is what its steps make: what was tried of the minutes before goes. */
export function retime(process: Process): void {
  const sum = (part: keyof MinutesRange) => process.steps.reduce((total, step) => total + step.minutes[part], 0);
  process.minutes = { min: sum('min'), typ: sum('typ'), max: sum('max') };
  process.presets = [];
}

/** An id that nothing here has: a process may come to another cycle, or another house. */
export function freshId(like: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  // What was drawn before is drawn anew: it begins with a digit, as no word does.
  const stem = like.replace(/_[0-9][0-9a-z]{3}$/, '').slice(0, 40);
  for (;;) {
    const tail = Array.from(randomBytes(4), (byte, at) => (byte % (at ? 36 : 10)).toString(36)).join('');
    if (!known.has(`${stem}_${tail}`)) return `${stem}_${tail}`;
  }
}

/** A copy to be edited, under a name and an id of its own. */
export function copyOf(process: Process, id: string, named: Record<Language, (name: string) => string>): Process {
  const copy = structuredClone(process);
  const name = { fr: named.fr(copy.name.fr), en: named.en(copy.name.en) };
  return { ...copy, id, version: 1, name };
}

function freeName(stem: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  let n = 1;
  while (known.has(`${stem}_${n}`)) n += 1;
  return `${stem}_${n}`;
}

const blank = (): BilingualText => ({ fr: '', en: '' });

/** Adds a step at the end: phones down, everyone listening. */
export function addStep(process: Process): Step {
  const step: Step = {
    id: freeName('etape', process.steps.map((one) => one.id)),
    name: blank(),
    minutes: { min: 3, typ: 5, max: 10 },
    speaks: ['everyone'],
    facilitatorSays: blank(),
    phones: { owner: 'closed', group: 'closed' },
    instruction: { owner: { fr: 'Téléphone posé.', en: 'Phone down.' }, group: { fr: 'Téléphone posé.', en: 'Phone down.' } },
    inputs: [],
    choices: [],
  };
  process.steps.push(step);
  retime(process);
  return step;
}

/** Takes a step away. */
export function removeStep(process: Process, at: number): void {
  process.steps.splice(at, 1);
  retime(process);
}

/** Moves a step by one, up or down. */
export function moveStep(process: Process, at: number, by: 1 | -1): void {
  const to = at + by;
  if (to < 0 || to >= process.steps.length) return;
  const [step] = process.steps.splice(at, 1);
  process.steps.splice(to, 0, step!);
  // What was tried of the minutes goes with its steps.
  for (const preset of process.presets) preset.splice(to, 0, ...preset.splice(at, 1));
}

/** Touched once a role speaks, after the others; touched again it does not. Silence is alone. */
export function speaksOr(speaks: readonly Role[], role: Role): Role[] {
  if (speaks.includes(role)) return speaks.filter((one) => one !== role);
  return role === 'nobody' ? ['nobody'] : [...speaks.filter((one) => one !== 'nobody'), role];
}

const isForOwner = (input: Input) => input.by === 'owner' || input.by === 'everyone';
const isForGroup = (input: Input) => input.by !== 'owner' && WRITERS.includes(input.by);

/** A phone that is asked for something opens, one that is asked for nothing any more closes. */
function settle(step: Step): void {
  const asked = { owner: step.inputs.some(isForOwner), group: step.inputs.some(isForGroup) };
  for (const who of ['owner', 'group'] as const) {
    if (asked[who] && step.phones[who] === 'closed') step.phones[who] = 'write';
    if (!asked[who] && (step.phones[who] === 'write' || step.phones[who] === 'jot')) step.phones[who] = 'closed';
  }
}

/** Adds a field for the group, read by the owner. */
export function addInput(process: Process, step: Step): void {
  const taken = process.steps.flatMap((one) => one.inputs.map((input) => input.id));
  step.inputs.push({ id: freeName('champ', taken), by: 'consultant', kind: 'suggestion', prompt: blank(), limit: LIMITS.contribution, visibility: 'owner', optional: false });
  settle(step);
}

/** Takes a field away. */
export function removeInput(step: Step, at: number): void {
  step.inputs.splice(at, 1);
  settle(step);
}

/** Gives a field to somebody else. */
export function giveInput(step: Step, input: Input, by: Role): void {
  input.by = by;
  settle(step);
}

/** Says of something that it is so; what is not so is not said. */
export function mark<What extends string>(it: { [what in What]?: boolean }, what: What, so: boolean): void {
  if (so) it[what] = true;
  else delete it[what];
}

/** Says what a phone does; a vote has answers, and nothing else has. */
export function setPhone(step: Step, who: 'owner' | 'group', state: PhoneState): void {
  step.phones[who] = state;
  const votes = step.phones.owner === 'vote' || step.phones.group === 'vote';
  if (!votes) step.choices = [];
  while (votes && step.choices.length < 2) step.choices.push(blank());
}

/** Says which posture the facilitator takes in a step, if any. */
export function setPosture(step: Step, takes: Posture | 'none'): void {
  if (takes === 'none') delete step.posture;
  else step.posture = { ...step.posture, takes };
}

/** Adds an answer. */
export function addChoice(step: Step): void {
  step.choices.push(blank());
}

/** Adds a criterion. */
export function addCriterion(process: Process): void {
  process.criteria = [...(process.criteria ?? []), blank()];
}

/** Takes a criterion away; without any, a process says nothing of them. */
export function removeCriterion(process: Process, at: number): void {
  const left = (process.criteria ?? []).filter((_, index) => index !== at);
  if (left.length) process.criteria = left;
  else delete process.criteria;
}

/** The circle splits for a step, or stays together. */
export function split(step: Step, splits: boolean): void {
  if (splits) step.subGroups = { fewest: 3, most: 4 };
  else delete step.subGroups;
}

/** Adds a part to the turn of each member. */
export function addPart(groups: SubGroups): void {
  const instruction = { owner: blank(), group: blank() };
  groups.parts = [...(groups.parts ?? []), { name: blank(), minutes: { min: 1, typ: 2, max: 3 }, instruction }];
}

/** A whole number as somebody typed it, within what a field of minutes, seconds or characters may hold. */
export function whole(typed: string, most: number): number {
  const number = Math.round(Number(typed));
  return Number.isFinite(number) ? Math.min(most, Math.max(0, number)) : 0;
}

/** A process of a file, with the lists that a file may leave out. */
export function shaped(process: Process): Process {
  const steps = process.steps.map((step) => ({ ...step, inputs: (step.inputs ?? []).map(inputShaped), choices: step.choices ?? [] }));
  return { ...process, presets: process.presets ?? [], steps };
}

function inputShaped(input: Input): Input {
  return { ...input, limit: input.limit ?? LIMITS.contribution, optional: input.optional ?? false };
}
