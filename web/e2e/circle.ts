// A circle come together: a tablet, a screen, phones, all in the room.
import type { Browser } from '@playwright/test';
import type { Cercle } from './cercle';
import { Phone } from './phone';
import { Screen } from './screen';
import { Tablet, type Block } from './tablet';
import type { Language } from './words';

/** Everybody in a room. */
export interface Circle {
  code: string;
  tablet: Tablet;
  screen: Screen;
  phones: Phone[];
}

/** How to come together. */
export interface Gathering {
  names: readonly string[];
  /** Those who have a seat, when not all of them come at once. */
  seats?: readonly string[];
  language?: Language;
  /** Whose phone speaks another language than the room. */
  otherwise?: Readonly<Record<string, Language>>;
  dark?: boolean;
  blocks?: readonly Block[];
  group?: string;
  organisation?: string;
  /** Where it is held, if that matters. */
  timezoneId?: string;
}

/** Six first names: the fewest who may vote live. */
export const SIX = ['Amina', 'Bruno', 'Claire', 'Driss', 'Élodie', 'Fabrice'] as const;

/** Opens a day and brings everybody into its room. */
export async function gather(browser: Browser, cercle: Cercle, how: Gathering): Promise<Circle> {
  const { language = 'fr', dark = false, names, timezoneId } = how;
  const tablet = await Tablet.open(browser, cercle.enrolment, { language, dark, timezoneId });
  await tablet.enrol('Solène');
  await tablet.newCycle({ group: how.group ?? 'Groupe Orne', organisation: how.organisation ?? 'Valmorel', facilitator: 'Solène', people: how.seats ?? names });
  await tablet.openDay(how.blocks);
  return comeIn(browser, cercle, tablet, how);
}

/** Brings everybody into the room that a tablet has opened. */
export async function comeIn(browser: Browser, cercle: Cercle, tablet: Tablet, how: Gathering): Promise<Circle> {
  const { language = 'fr', dark = false, names, timezoneId } = how;
  const code = await tablet.code();

  const screen = await Screen.open(browser, cercle.origin, { language, dark, timezoneId });
  await tablet.pair(await screen.knock(code));

  const phones = await Promise.all(names.map((name) => Phone.open(browser, cercle.origin, name, { language: how.otherwise?.[name] ?? language, timezoneId, colorScheme: dark ? 'dark' : 'light' })));
  await Promise.all(phones.map((phone) => phone.join(code)));
  if (phones.length > 1) await tablet.admitAll(phones.length);
  else await tablet.admit(names[0]!);
  await Promise.all(phones.map((phone) => phone.isIn()));
  return { code, tablet, screen, phones };
}
