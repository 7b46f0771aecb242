// Days that overrun: planned anew, they serve everyone; too short for that, they leave out as few as can be, who are asked alone.
import type { Page } from '@playwright/test';
import { Album } from './album';
import { expect, test } from './cercle';
import { gather } from './circle';
import type { Brought, Phone } from './phone';
import { readCatalogue } from './scenario';
import { toRevealed } from './story';
import type { Tablet } from './tablet';
import { written } from './words';

const NAMES = ['Amina', 'Bruno', 'Claire', 'Driss'] as const;
const TITLES = ['Comment dire non à mon directeur ?', 'Comment rendre une équipe à son chef ?', 'Comment annoncer un départ ?', 'Comment tenir une réunion à douze ?'];
const STATEMENT = readCatalogue().get('faire_savoir')!;
const STEPS = STATEMENT.steps.length;

/** A place on earth where it is mid-morning of this very date: the day has its afternoon before it. */
function midMorning(): string {
  const utc = new Date();
  const here = -utc.getTimezoneOffset() / 60;
  const away = Math.max(-12, Math.round(10 - utc.getHours() + here));
  return away > 0 ? `Etc/GMT-${away}` : `Etc/GMT+${-away}`;
}

/** `09:05` there, so many minutes from now. */
function inMinutes(minutes: number, timeZone: string): string {
  return new Date(Date.now() + minutes * 60_000).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
}

/** Gives the step five minutes more, again and again, until somebody's guarantee is threatened. */
async function overrun(tablet: Tablet): Promise<void> {
  const clock = tablet.page.getByRole('region', { name: tablet.say.work.treatment.clock });
  const warning = tablet.page.locator('.threat');
  for (let given = 0; given < 30; given += 1) {
    if (await warning.isVisible()) return;
    const before = await clock.getByRole('timer').innerText();
    await clock.getByRole('button', { name: tablet.say.work.treatment.plusFiveLong }).click();
    await tablet.page.waitForFunction((shown) => document.querySelector('[role=timer]')?.textContent?.trim().split(':')[0] !== shown, before.trim().split(':')[0]);
  }
  await expect(warning).toBeVisible();
}

/** Goes on until the case at hand is over. */
async function endCase(tablet: Tablet): Promise<void> {
  for (let step = 1; step < STEPS; step += 1) await tablet.goOn(tablet.say.room.move.step(STATEMENT.steps[step]!.name.fr));
  await tablet.goOn(tablet.say.room.move.endCase);
}

/** Begins the case that comes. */
async function beginNext(tablet: Tablet): Promise<void> {
  const [begin] = tablet.say.room.move.start('').split(/\s/);
  await tablet.goOn(new RegExp(`^${begin}`));
}

/** None of these faces says that the day is too short for somebody, or for whom. */
async function nobodyKnows(...faces: readonly { page: Page }[]): Promise<void> {
  for (const { page } of faces) await expect(page.getByText(/menac|dérogation|report|en premier|sauf|trop courte/i)).toHaveCount(0);
}

test('a day that overruns twice is planned anew, and everyone is served', async ({ browser, cercle }) => {
  test.setTimeout(240_000);
  const timezoneId = midMorning();
  const at = (minutes: number) => inMinutes(minutes, timezoneId);
  const blocks = [
    { kind: 'opening', start: at(-60), end: at(1) },
    { kind: 'treatment', start: at(1), end: at(97) },
    { kind: 'break', start: at(97), end: at(107) },
    { kind: 'treatment', start: at(107), end: at(167) },
    { kind: 'closing', start: at(167), end: at(200) },
  ] as const;
  const circle = await gather(browser, cercle, { names: NAMES, blocks, timezoneId });
  const { tablet, screen, phones } = circle;
  const album = new Album('overrun');
  const pages = { tablet: tablet.page, screen: screen.page, phone: phones[3]!.page };
  const look = (what: string) => album.take(what, pages);
  const { watch } = tablet.say.planning;
  const secret: Page[] = [screen.page, ...phones.map((phone) => phone.page)];

  await toRevealed(circle, phones.map((phone, n): [Phone, Brought] => [phone, { title: TITLES[n]! }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) await phone.chooseProcess(TITLES[n]!, STATEMENT.name.fr, 20);
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  await tablet.press(tablet.say.planning.make);
  await expect(tablet.slots).toHaveCount(4);
  await look('plan');
  await tablet.goOn(tablet.say.room.move.to.treatment);
  await beginNext(tablet);
  await expect(tablet.page.getByText(watch.kept)).toBeVisible();

  for (const time of ['first', 'second']) {
    await overrun(tablet);
    await expect(tablet.page.getByRole('button', { name: watch.replan })).toBeVisible();
    for (const page of secret) await expect(page.getByText(/menac/i)).toHaveCount(0);
    await look(`the ${time} overrun`);
    await tablet.press(watch.replan);
    await expect(tablet.page.locator('.threat')).toHaveCount(0);
    await expect(tablet.page.getByText(watch.kept)).toBeVisible();
    await look(`planned anew, the ${time} time`);
    await endCase(tablet);
    await beginNext(tablet);
  }
  await endCase(tablet);
  await beginNext(tablet);
  await endCase(tablet);

  await tablet.goOn(tablet.say.room.move.to.closing);
  await expect(tablet.page.getByText(tablet.say.work.closing.servedAll)).toBeVisible();
  for (const [n, phone] of phones.entries()) {
    await expect(phone.page.locator('main').getByText(written(TITLES[n]!)).first()).toBeVisible();
    await expect(phone.page.getByText(phone.say.closing.firstNext)).toHaveCount(0);
  }
  await look('closing');
});

test('a day too short for everyone: a plan of the rest is offered, taken, and whom it leaves out is asked alone to wait', async ({ browser, cercle }) => {
  const timezoneId = midMorning();
  const at = (minutes: number) => inMinutes(minutes, timezoneId);
  const blocks = [
    { kind: 'opening', start: at(-60), end: at(1) },
    { kind: 'treatment', start: at(1), end: at(86) },
    { kind: 'closing', start: at(86), end: at(120) },
  ] as const;
  const circle = await gather(browser, cercle, { names: NAMES.slice(0, 3), blocks, timezoneId });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire] = phones as [Phone, Phone, Phone];
  const album = new Album('rest');
  const { rest, watch, breaches, askToWait } = tablet.say.planning;

  // Claire's is the case that can wait the best.
  await toRevealed(circle, phones.map((phone, n): [Phone, Brought] => [phone, { title: TITLES[n]!, urgency: n === 2 ? 1 : 3 }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) await phone.chooseProcess(TITLES[n]!, STATEMENT.name.fr, 20);
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  await tablet.press(tablet.say.planning.make);
  await expect(tablet.slots).toHaveCount(3);
  await tablet.goOn(tablet.say.room.move.to.treatment);
  await beginNext(tablet);

  await overrun(tablet);
  await tablet.press(watch.replan);
  await expect(tablet.page.getByText(rest.without('Claire'))).toBeVisible();
  await album.take('offered', { tablet: tablet.page, screen: screen.page });
  await tablet.press(rest.take);
  await expect(tablet.page.getByText(breaches.override('Claire'))).toBeVisible();
  await nobodyKnows(screen, ...phones);
  await album.take('taken', { tablet: tablet.page, screen: screen.page });

  // Asked in the midst of a case, she reads it once the case has ended.
  await tablet.press(askToWait('Claire'));
  await album.take('asks', { tablet: tablet.page, phone: claire.page });
  await endCase(tablet);
  await expect(claire.page.getByText(claire.say.ways.defer)).toBeVisible();
  await nobodyKnows(screen, amina, bruno);
  await album.take('asked', { tablet: tablet.page, phone: claire.page });
  await claire.press(claire.say.ways.yes);
  await expect(claire.page.getByText(claire.say.ways.deferred)).toBeVisible();
  await expect(tablet.page.locator('.threat')).toHaveCount(0);
  await nobodyKnows(screen, amina, bruno);
  await album.take('agreed', { tablet: tablet.page, screen: screen.page, phone: claire.page });

  await beginNext(tablet);
  await endCase(tablet);
  await tablet.goOn(tablet.say.room.move.to.closing);
  const { served, servedNone, servedNot, firstNext } = tablet.say.work.closing;
  await expect(tablet.page.getByText(servedNot('Claire'))).toBeVisible();
  const rows = tablet.page.getByRole('region', { name: served }).getByRole('listitem');
  await expect(rows).toHaveText([written(TITLES[0]!), written(TITLES[1]!), written(servedNone)]);
  await expect(rows.filter({ hasText: firstNext })).toHaveText(/^Claire/);
  await expect(claire.page.getByText(claire.say.closing.firstNext)).toBeVisible();
  await nobodyKnows(screen, amina, bruno);
  await album.take('closing', { tablet: tablet.page, screen: screen.page, phone: claire.page });
});
