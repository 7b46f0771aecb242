// How every face looks: legible to all, in both themes, at 320 pixels, at twice the text, in both languages.
import type { Page } from '@playwright/test';
import { Album } from './album';
import { test } from './cercle';
import { gather, SIX, type Circle } from './circle';
import { Faults, FRENCH, sentences, wear } from './inspection';
import { Phone } from './phone';
import { Screen } from './screen';
import { Tablet } from './tablet';
import { walk } from './walk';

/** The pages of a circle that are worth looking at: two people see different things. */
function faces({ tablet, screen, phones }: Circle): Record<string, Page> {
  return { phone: phones[0]!.page, other: phones[1]!.page, tablet: tablet.page, screen: screen.page };
}

test('every phase of every face passes axe in both themes, and reflows at 320 pixels and at twice the text', async ({ browser, cercle }) => {
  test.setTimeout(900_000);
  const album = new Album('looks-fr');
  const circle = await gather(browser, cercle, { names: SIX });
  const pages = faces(circle);
  const faults = new Faults();
  const every = (act: (page: Page, face: string) => Promise<void>) => Promise.all(Object.entries(pages).map(([face, page]) => act(page, face)));
  await every((page) => wear(page, 'light'));
  await walk(circle, 'fr', async (where) => {
    await every((page, face) => faults.ofAxe(where, face, page, 'light'));
    await every((page, face) => faults.ofShape(where, face, page));
    await every((page) => wear(page, 'dark'));
    await album.take(where.replace(/\W+/g, '-'), pages);
    await every((page, face) => faults.ofAxe(where, face, page, 'dark'));
    await every((page) => wear(page, 'light'));
  });
  faults.none();
});

test('every phase of every face speaks English, whole', async ({ browser, cercle }) => {
  test.setTimeout(300_000);
  const album = new Album('looks-en');
  const circle = await gather(browser, cercle, { names: SIX, language: 'en', group: 'Orne Circle', organisation: 'Valmorel' });
  const pages = faces(circle);
  const faults = new Faults();
  await walk(circle, 'en', async (where) => {
    await album.take(where.replace(/\W+/g, '-'), pages);
    for (const [face, page] of Object.entries(pages)) {
      if ((await page.evaluate(() => document.documentElement.lang)) !== 'en') faults.note(where, face, 'lang is not en');
      for (const said of await sentences(page)) {
        const found = FRENCH.exec(said);
        if (found) faults.note(where, face, `« ${said.slice(Math.max(0, found.index - 30), found.index + 40).replace(/\s+/g, ' ')} »`);
      }
    }
  });
  faults.none();
});

test('before the room, every page passes axe in both themes and both languages, at 320 pixels and at twice the text', async ({ browser, cercle }) => {
  const faults = new Faults();
  async function look(where: string, page: Page, language: 'fr' | 'en'): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await wear(page, theme);
      await faults.ofAxe(where, language, page, theme);
    }
    for (const said of language === 'en' ? await sentences(page) : []) if (FRENCH.test(said)) faults.note(where, language, said.slice(0, 120));
    await faults.ofShape(where, language, page);
  }

  const tablet = await Tablet.open(browser, cercle.enrolment);
  await tablet.reads(tablet.say.account.enrol.title);
  await look('enrolment', tablet.page, 'fr');
  await tablet.enrol('Solène');
  await look('a new cycle', tablet.page, 'fr');
  await tablet.newCycle({ group: 'Groupe Orne', organisation: 'Valmorel', facilitator: 'Solène', people: SIX });
  await look('cycles', tablet.page, 'fr');
  await tablet.press(tablet.say.account.cycles.openDay(1));
  await look('opening a day', tablet.page, 'fr');
  await tablet.press(tablet.say.account.openDay.go);
  await tablet.reads(tablet.say.work.welcome.title);
  const code = await tablet.code();

  for (const language of ['fr', 'en'] as const) {
    const other = await Tablet.open(browser, `${cercle.origin}/animer/`, { language });
    await other.reads(other.say.account.signIn.title);
    await look('sign-in', other.page, language);
    await other.signIn('Solène');
    await look('cycles', other.page, language);
    await other.context.close();

    const phone = await Phone.open(browser, cercle.origin, 'Amina', { language });
    await phone.reads(phone.say.door.heading);
    await look('the code', phone.page, language);
    await phone.typeCode(code);
    await phone.reads(phone.say.door.nameHeading);
    await look('the name', phone.page, language);
    await phone.knock();
    await phone.reads(phone.say.door.waitingHeading);
    await look('waiting', phone.page, language);
    await tablet.refuse('Amina');
    await phone.reads(phone.say.door.refused);
    await look('refused', phone.page, language);

    const screen = await Screen.open(browser, cercle.origin, { language });
    await look('the screen’s code', screen.page, language);
    await screen.knock(code);
    await look('two words', screen.page, language);
    await screen.page.context().close();
  }
  faults.none();
});
