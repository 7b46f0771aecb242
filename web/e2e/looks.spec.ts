// How every face looks: legible to all, in both themes, at 320 pixels, at twice the text, in both languages.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX, type Circle } from './circle';
import { Phone } from './phone';
import { Screen } from './screen';
import { Tablet } from './tablet';
import { walk } from './walk';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Words that a page in English does not have; those that English has too are left out. */
const FRENCH = /(?<![\p{L}’'-])(le|la|les|des|une|du|et|est|sont|vous|votre|vos|nous|pour|sur|dans|avec|qui|que|pas|cette|ces|au|aux|sera|ou|où|chacun|reste|personne|étape|cas|salle|écran|journée)(?![\p{L}’'-])/iu;

/** Everything a page says, to eyes and to ears. */
function sentences(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll('[aria-label],[alt],[title],[placeholder]')) {
      // A name in another language says so: the switch that leads to it.
      if (element.closest('[lang]') !== document.documentElement) continue;
      for (const name of ['aria-label', 'alt', 'title', 'placeholder']) said.push(element.getAttribute(name) ?? '');
    }
    const foreign = [...document.querySelectorAll('[lang]')].filter((element) => element !== document.documentElement);
    return foreign.reduce((rest, element) => rest.map((one) => one.replaceAll((element as HTMLElement).innerText, '')), said).filter(Boolean);
  });
}

/** What is wrong with a page, once its colours have come to rest; in the dark only they are another's. */
async function violations(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => undefined))));
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === 'light' ? axe.withTags(RULES) : axe.withRules(['color-contrast'])).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** How many pixels of a page are beyond its right edge, once it has been laid out anew. */
async function overflow(page: Page): Promise<number> {
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(beyond, { timeout: 1_000 }).toBe(0).catch(() => undefined);
  return beyond();
}

const letters = (page: Page, percent: number) =>
  page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), percent === 100 ? '' : `${percent}%`);

async function dark(page: Page, wanted: boolean): Promise<void> {
  await page.emulateMedia({ colorScheme: wanted ? 'dark' : 'light', reducedMotion: 'reduce' });
  const theme = await page.evaluate(() => (location.pathname.startsWith('/ecran') ? document.documentElement.dataset.theme : undefined));
  if (theme !== undefined && (theme === 'dark') !== wanted) await page.keyboard.press('d');
}

/** The pages of a circle that are worth looking at: two people see different things. */
function faces({ tablet, screen, phones }: Circle): Record<string, Page> {
  return { phone: phones[0]!.page, other: phones[1]!.page, tablet: tablet.page, screen: screen.page };
}

/** Collects every fault of the walk, so that one run tells them all. */
class Faults {
  #found: string[] = [];
  note(where: string, face: string, what: string): void {
    this.#found.push(`${where}, ${face}: ${what}`);
  }
  none(): void {
    expect(this.#found.join('\n')).toBe('');
  }
}

test('every phase of every face passes axe in both themes, and reflows at 320 pixels and at twice the text', async ({ browser, cercle }) => {
  test.setTimeout(900_000);
  const album = new Album('looks-fr');
  const circle = await gather(browser, cercle, { names: SIX });
  const pages = faces(circle);
  const faults = new Faults();
  for (const page of Object.values(pages)) await dark(page, false);
  await walk(circle, 'fr', async (where) => {
    for (const [face, page] of Object.entries(pages)) {
      for (const fault of await violations(page, 'light')) faults.note(where, `${face} (light)`, fault);
    }
    await Promise.all(Object.values(pages).map((page) => dark(page, true)));
    await album.take(where.replace(/\W+/g, '-'), pages);
    for (const [face, page] of Object.entries(pages)) {
      for (const fault of await violations(page, 'dark')) faults.note(where, `${face} (dark)`, fault);
    }
    await Promise.all(Object.values(pages).map((page) => dark(page, false)));
    for (const [face, page] of Object.entries(pages)) {
      const size = page.viewportSize()!;
      {
        await page.setViewportSize({ width: 320, height: 568 });
        const beyond = await overflow(page);
        if (beyond > 0) faults.note(where, face, `${beyond} px beyond 320`);
        await page.setViewportSize(size);
      }
      await letters(page, 200);
      if ((await overflow(page)) > 0) faults.note(where, face, `${await overflow(page)} px beyond the edge at 200 % text`);
      await letters(page, 100);
    }
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
      await dark(page, theme === 'dark');
      for (const fault of await violations(page, theme)) faults.note(where, `${language} ${theme}`, fault);
    }
    for (const said of language === 'en' ? await sentences(page) : []) if (FRENCH.test(said)) faults.note(where, language, said.slice(0, 120));
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 320, height: 568 });
    if ((await overflow(page)) > 0) faults.note(where, language, `${await overflow(page)} px beyond 320`);
    await page.setViewportSize(size);
    await letters(page, 200);
    if ((await overflow(page)) > 0) faults.note(where, language, `${await overflow(page)} px beyond the edge at 200 % text`);
    await letters(page, 100);
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
