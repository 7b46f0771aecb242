// What goes wrong in a room, and what everyone then sees: a sentence, and nothing lost.
import type { Page } from '@playwright/test';
import { expect, test } from './cercle';
import { gather } from './circle';
import { cableOf, greetAsStranger, refuseSockets } from './network';
import { Phone } from './phone';
import { Screen } from './screen';
import { readCatalogue } from './scenario';
import { toFirstStep, toRevealed, toWriting } from './story';
import { Tablet } from './tablet';
import { written } from './words';

const CASE = { title: 'Comment dire non à mon directeur sans me fâcher ?', headline: 'Je dis oui, et je le fais payer.' };
const TWIN = { title: 'Comment dire non à un élu sans y perdre ?', headline: 'Il appelle, et je cède.' };
const STATEMENT = readCatalogue().get('faire_savoir')!;

/** Seconds that a clock shows; beyond zero they are negative. */
async function secondsOn(page: Page): Promise<number> {
  const text = await page.getByRole('timer').first().innerText();
  const [, over, minutes, seconds] = /^(\+?)(\d+):(\d\d)$/.exec(text.trim())!;
  return (Number(minutes) * 60 + Number(seconds)) * (over ? -1 : 1);
}

test.describe('at the door', () => {
  test('a wrong code, a spoilt code, a locked door, a refusal: each has its sentence', async ({ browser, cercle }) => {
    const { code, tablet } = await gather(browser, cercle, { names: ['Amina'] });
    const bruno = await Phone.open(browser, cercle.origin, 'Bruno');
    await bruno.typeCode('22222');
    await expect(bruno.page.getByText(bruno.say.door.badCode)).toBeVisible();
    await bruno.typeCode(code === '222222' ? '333333' : '222222');
    await expect(bruno.page.getByText(bruno.say.problems.wrongCode)).toBeVisible();
    await bruno.typeCode(code.toLowerCase());
    await bruno.knock();
    await tablet.refuse('Bruno');
    await bruno.reads(bruno.say.door.refused);
    await tablet.lock(true);
    await bruno.press(bruno.say.door.again);
    await bruno.knock();
    await bruno.reads(bruno.say.door.locked);
    await tablet.lock(false);
    await bruno.press(bruno.say.door.again);
    await bruno.knock();
    await tablet.admit('Bruno');
    await bruno.isIn();
  });

  test('a name somebody has is told apart before it comes in', async ({ browser, cercle }) => {
    const { code, tablet } = await gather(browser, cercle, { names: ['Amina'] });
    const other = await Phone.open(browser, cercle.origin, 'Amina');
    await other.join(code);
    await expect(tablet.page.getByText(tablet.say.room.door.sameName)).toBeVisible();
    await tablet.page.getByLabel(tablet.say.room.door.asName).fill('Amina B.');
    await tablet.admit('Amina');
    await other.isIn('Amina B.');
  });

  test('a ninth finds the circle full, until a seat is freed', async ({ browser, cercle }) => {
    const names = ['Amina', 'Bruno', 'Claire', 'Driss', 'Élodie', 'Fabrice', 'Gwenaëlle', 'Hugo'];
    const { code, tablet, phones } = await gather(browser, cercle, { names });
    const ines = await Phone.open(browser, cercle.origin, 'Inès');
    await ines.typeCode(code);
    await ines.knock();
    await ines.reads(ines.say.door.full);
    await tablet.page.getByRole('button', { name: /^Hugo/ }).click();
    const dialog = tablet.page.getByRole('dialog');
    await tablet.press(`${tablet.say.room.people.free}…`, dialog);
    await tablet.press(tablet.say.room.people.freeAsk('Hugo'), dialog);
    await phones[7]!.reads(phones[7]!.say.door.notAdmitted);
    await ines.press(ines.say.door.again);
    await ines.knock();
    await tablet.admit('Inès');
    await ines.isIn();
  });

  test('a return code brings the seat to another phone', async ({ browser, cercle }) => {
    const { code, phones, tablet } = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const [amina] = phones as [Phone];
    await toWriting({ tablet, phones });
    await amina.bring(CASE);
    const back = await amina.returnCode();
    await amina.context.close();
    const other = await Phone.open(browser, cercle.origin, 'Amina');
    await other.typeCode(code);
    await other.press(other.say.door.haveSeat);
    await other.page.getByLabel(other.say.door.returnCode).fill('PAS-LE-BON');
    await other.press(other.say.door.returnGo);
    await expect(other.page.getByText(other.say.door.returnBad)).toBeVisible();
    await other.page.getByLabel(other.say.door.returnCode).fill(back);
    await other.press(other.say.door.returnGo);
    await expect(other.card(CASE.title)).toBeVisible();
  });

  test('whoever comes after the opening reads the charter first', async ({ browser, cercle }) => {
    const promise = 'Ce qui se dit ici reste ici.';
    const { code, tablet, phones } = await gather(browser, cercle, { names: ['Amina'] });
    await tablet.goTo(tablet.say.phases.opening);
    await tablet.writeCharter([promise]);
    await phones[0]!.engage();
    await tablet.goTo(tablet.say.phases.inventory);
    const late = await Phone.open(browser, cercle.origin, 'Bruno');
    await late.join(code);
    await tablet.admit('Bruno');
    await expect(late.page.getByText(written(late.say.opening.readFirst))).toBeVisible();
    await expect(late.page.getByText(written(promise))).toBeVisible();
    await late.press(late.say.opening.later);
    await late.reads(late.say.inventory.beforeHeading);
    await late.page.reload();
    await late.reads(late.say.opening.heading);
    await late.press(late.say.opening.engage);
    await late.reads(late.say.inventory.beforeHeading);
    await late.page.reload();
    await late.reads(late.say.inventory.beforeHeading);
  });

  test('a screen sent away says so, and may ask again', async ({ browser, cercle }) => {
    const { tablet, screen } = await gather(browser, cercle, { names: ['Amina'] });
    await tablet.page.getByRole('button', { name: tablet.say.room.settings, exact: true }).click();
    const dialog = tablet.page.getByRole('dialog');
    await tablet.press(`${tablet.say.room.mirror.unpair}…`, dialog);
    await tablet.press(tablet.say.room.mirror.unpair, dialog);
    await screen.reads(screen.say.pairing.away);
    await screen.page.getByRole('button', { name: screen.say.pairing.again, exact: true }).click();
    await expect(screen.page.locator('h1.words')).toBeVisible();
    if (await dialog.count()) await tablet.press(tablet.say.close, dialog);
    await tablet.pair((await screen.page.locator('h1.words').innerText()).trim());
    await screen.reads(screen.say.welcome.heading);
  });
});

test.describe('on a bad network', () => {
  test('where no socket passes, phone, tablet and screen follow by plain requests', async ({ browser, cercle }) => {
    const tablet = await Tablet.open(browser, 'about:blank');
    await refuseSockets(tablet.page);
    await tablet.page.goto(cercle.enrolment);
    await tablet.enrol('Solène');
    await tablet.newCycle({ group: 'Groupe Orne', organisation: 'Valmorel', facilitator: 'Solène', people: ['Amina'] });
    await tablet.openDay();
    const code = await tablet.code();
    const screen = await Screen.open(browser, cercle.origin);
    await refuseSockets(screen.page);
    await screen.page.reload();
    await tablet.pair(await screen.knock(code));
    const amina = await Phone.open(browser, cercle.origin, 'Amina');
    await refuseSockets(amina.page);
    await amina.page.reload();
    await amina.join(code);
    await tablet.admit('Amina');
    await amina.isIn();
    await screen.shows('Amina');
    await toWriting({ tablet, phones: [amina] });
    await amina.bring(CASE);
    await tablet.closeWindow();
    await tablet.reveal(1);
    await screen.shows(written(CASE.title));
  });

  test('a phone without network keeps what is written, says so, and sends it once', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    const [amina] = phones as [Phone];
    const cable = await cableOf(amina.page);
    await amina.page.reload();
    await amina.isIn();
    await toWriting(circle);
    await amina.beginCase();
    await cable.cut();
    await amina.typeCase(CASE);
    await amina.press(amina.say.form.send);
    await expect(amina.page.getByText(amina.say.waiting(1))).toBeVisible();
    await expect(amina.card(CASE.title).getByText(amina.say.inventory.sending)).toBeVisible();
    await cable.join();
    await expect(amina.card(CASE.title).getByText(amina.say.inventory.sending)).toHaveCount(0, { timeout: 20_000 });
    await tablet.closeWindow();
    await tablet.reveal(1);
    await expect(screen.rows(screen.say.inventory.revealed)).toHaveCount(1);
  });

  test('words that come after the window has closed are refused in a sentence, and stay in the draft', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, phones } = circle;
    const [amina] = phones as [Phone];
    const cable = await cableOf(amina.page);
    await amina.page.reload();
    await amina.isIn();
    await toWriting(circle);
    await amina.beginCase();
    await amina.typeCase(CASE);
    await cable.cut();
    await amina.press(amina.say.form.send);
    await tablet.closeWindow();
    await cable.join();
    await expect(amina.page.getByText(amina.say.refusals.windowClosed())).toBeVisible({ timeout: 20_000 });
    await amina.press(amina.say.inventory.resume);
    await expect(amina.page.getByLabel(amina.say.form.title, { exact: true })).toHaveValue(CASE.title);
  });

  test('a page of another version reloads once, then says what to do', async ({ browser, cercle }) => {
    const { phones } = await gather(browser, cercle, { names: ['Amina'] });
    const [amina] = phones as [Phone];
    await greetAsStranger(amina.page);
    await amina.page.reload();
    await expect(amina.page.getByText(amina.say.link.stalePage)).toBeVisible({ timeout: 20_000 });
    await amina.page.unrouteAll();
  });

  test('killed at any instant, the server brings everyone back to the step and the second', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    const [amina, bruno] = phones as [Phone, Phone];
    await toFirstStep(circle, amina, CASE, STATEMENT.name.fr, 10);
    await tablet.goOn(tablet.say.room.move.step(STATEMENT.steps[1]!.name.fr));
    await screen.reads(STATEMENT.steps[1]!.name.fr);
    await showClockOnScreen(tablet);
    const before = await secondsOn(screen.page);
    const at = Date.now();
    await cercle.kill();
    await expect(screen.page.getByText(screen.say.link.away)).toBeVisible({ timeout: 20_000 });
    await expect(amina.page.getByText(amina.say.link.away)).toBeVisible();
    await cercle.restart();
    for (const [page, live] of [[amina.page, amina.say.link.away], [bruno.page, bruno.say.link.away], [screen.page, screen.say.link.away]] as const) {
      await expect(page.getByText(live)).toHaveCount(0, { timeout: 20_000 });
    }
    await screen.reads(STATEMENT.steps[1]!.name.fr);
    await expect(amina.page.getByText(written(STATEMENT.steps[1]!.instruction.owner.fr)).first()).toBeVisible();
    await tablet.reads(written(CASE.title));
    const elapsed = (Date.now() - at) / 1_000;
    expect(Math.abs(before - (await secondsOn(screen.page)) - elapsed)).toBeLessThan(2);
    // And the day goes on.
    await tablet.goOn(tablet.say.room.move.step(STATEMENT.steps[2]!.name.fr));
    await screen.reads(STATEMENT.steps[2]!.name.fr);
  });
});

test.describe('second thoughts', () => {
  test('a move is undone within ten seconds, its clock as if nothing had happened', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    await toFirstStep(circle, phones[0]!, CASE, STATEMENT.name.fr, 10);
    await tablet.goOn(tablet.say.room.move.step(STATEMENT.steps[1]!.name.fr));
    await showClockOnScreen(tablet);
    const before = await secondsOn(screen.page);
    const at = Date.now();
    await tablet.goOn(tablet.say.room.move.step(STATEMENT.steps[2]!.name.fr));
    await screen.reads(STATEMENT.steps[2]!.name.fr);
    await tablet.undo();
    await screen.reads(STATEMENT.steps[1]!.name.fr);
    const elapsed = (Date.now() - at) / 1_000;
    expect(Math.abs(before - (await secondsOn(screen.page)) - elapsed)).toBeLessThan(2);
  });

  test('a case that is withdrawn leaves every face at once', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    const [amina, bruno] = phones as [Phone, Phone];
    await toRevealed(circle, [
      [amina, CASE],
      [bruno, TWIN],
    ]);
    for (const page of [tablet.page, screen.page, bruno.page]) await expect(page.getByText(written(CASE.title)).first()).toBeVisible();
    await amina.withdraw(CASE.title);
    for (const page of [tablet.page, screen.page, bruno.page, amina.page]) {
      await expect(page.getByText(written(CASE.title))).toHaveCount(0);
    }
    await expect(screen.page.getByText(written(TWIN.title)).first()).toBeVisible();
  });

  test('two cases become one when both owners agree, and not before', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    const [amina, bruno] = phones as [Phone, Phone];
    const MERGED = 'Comment dire non vers le haut ?';
    await toRevealed(circle, [
      [amina, CASE],
      [bruno, TWIN],
    ]);
    const say = tablet.say.work.inventory;
    await tablet.page.getByRole('checkbox', { name: written(say.mergeWith(CASE.title)) }).check();
    await tablet.page.getByRole('checkbox', { name: written(say.mergeWith(TWIN.title)) }).check();
    await tablet.page.getByLabel(say.mergeField).fill(MERGED);
    await tablet.press(say.mergeGo);
    await amina.press(amina.say.cases.mergeYes);
    await expect(amina.page.getByText(amina.say.cases.mergeWaits)).toBeVisible();
    await expect(screen.rows(screen.say.inventory.revealed)).toHaveCount(2);
    await bruno.press(bruno.say.cases.mergeYes);
    await expect(screen.rows(screen.say.inventory.revealed)).toHaveCount(1);
    await screen.shows(written(MERGED));
    await screen.shows('Amina et Bruno');
  });

  test('the curtain hides the screen, and nothing else', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    await toRevealed(circle, [[phones[0]!, CASE]]);
    await screen.shows(written(CASE.title));
    await tablet.show('black');
    await expect(screen.page.getByText(written(CASE.title))).toHaveCount(0);
    await expect(screen.page.locator('main')).toHaveCSS('background-color', 'rgb(0, 0, 0)');
    await expect(phones[1]!.page.getByText(written(CASE.title)).first()).toBeVisible();
    await tablet.show('code');
    await screen.reads(screen.say.join.label);
    await tablet.show('step');
    await screen.shows(written(CASE.title));
  });

  test('too long a text is told in figures, and cannot leave', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina'] });
    const [amina] = circle.phones as [Phone];
    await toWriting(circle);
    await amina.beginCase();
    await amina.typeCase({ title: 'x'.repeat(123) });
    await expect(amina.page.getByText(amina.say.field.over(-3))).toBeVisible();
    await expect(amina.page.getByRole('button', { name: amina.say.form.send, exact: true })).toBeDisabled();
  });
});

test.describe('coming back', () => {
  test('a second tab takes over, and the first says so', async ({ browser, cercle }) => {
    const { phones } = await gather(browser, cercle, { names: ['Amina'] });
    const [amina] = phones as [Phone];
    const second = new Phone(await amina.context.newPage(), 'Amina');
    await second.page.goto(cercle.origin);
    await second.isIn();
    await amina.reads(amina.say.tabs.heading);
    await amina.press(amina.say.tabs.here);
    await amina.isIn();
    await second.reads(second.say.tabs.heading);
  });

  test('every face comes back from a reload to where the day stands', async ({ browser, cercle }) => {
    const circle = await gather(browser, cercle, { names: ['Amina', 'Bruno'] });
    const { tablet, screen, phones } = circle;
    const [amina, bruno] = phones as [Phone, Phone];
    await toWriting(circle);
    await amina.beginCase();
    await amina.typeCase(CASE);
    for (const page of [amina.page, bruno.page, tablet.page, screen.page]) await page.reload();
    await amina.press(amina.say.inventory.resume);
    await expect(amina.page.getByLabel(amina.say.form.title, { exact: true })).toHaveValue(CASE.title);
    await amina.press(amina.say.form.send);
    await bruno.reads(bruno.say.inventory.heading);
    await screen.reads(screen.say.inventory.writing);
    await tablet.closeWindow();
    await tablet.reveal(1);
    await screen.shows(written(CASE.title));
  });
});

/** The facilitator lets the screen show the step's clock. */
async function showClockOnScreen(tablet: Tablet): Promise<void> {
  const { clocks, settings } = tablet.say.room;
  await tablet.page.getByRole('button', { name: settings, exact: true }).click();
  const dialog = tablet.page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: clocks.on(clocks.kinds.step, clocks.screen) }).check();
  await tablet.press(tablet.say.close, dialog);
  await expect(dialog).toHaveCount(0);
}
