// Treatment off the straight path: the request renegotiated, another process midway.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX } from './circle';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toFirstStep } from './story';
import { written } from './words';

const TITLE = 'Comment dire non à mon directeur sans me fâcher ?';
const catalogue = readCatalogue();
const codevelopment = catalogue.get('codeveloppement')!;
const questions = catalogue.get('action_learning')!;

test('the contract is renegotiated, then another process taken: what was written stays with whom it was given', async ({ browser, cercle }) => {
  const album = new Album('treatment');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire] = phones as [Phone, Phone, Phone];
  const say = tablet.say.work;
  await toFirstStep(circle, amina, { title: TITLE }, codevelopment.name.fr, 60);
  const pages = { owner: amina.page, other: bruno.page, tablet: tablet.page, screen: screen.page };

  // Before the contract there is nothing to renegotiate.
  await expect(tablet.page.getByRole('button', { name: say.treatment.recontract })).toHaveCount(0);
  for (const step of codevelopment.steps.slice(0, 3)) {
    await screen.reads(step.name.fr);
    await tablet.next.click();
  }
  await screen.reads(codevelopment.steps[3]!.name.fr);
  await tablet.openWindow(null);
  await bruno.give('Lui proposer un moment à deux.');
  await expect(amina.page.getByText('Lui proposer un moment à deux.')).toHaveCount(1);

  await tablet.press(say.treatment.recontract);
  await screen.reads(codevelopment.steps[2]!.name.fr);
  await expect(amina.page.getByText(written(codevelopment.steps[2]!.instruction.owner.fr)).first()).toBeVisible();
  await album.take('recontract', pages);

  await tablet.press(say.treatment.changeProcess);
  const chooser = tablet.page.getByRole('dialog');
  await chooser.getByRole('button', { name: questions.name.fr }).click();
  await expect(chooser.getByText(say.process.midway)).toBeVisible();
  await album.take('change', { tablet: tablet.page });
  await tablet.press(say.process.go(questions.name.fr, questions.minutes.typ), chooser);
  await screen.reads(questions.steps[0]!.name.fr);
  await screen.shows(screen.say.treatment.step(1, questions.steps.length));
  await expect(amina.page.getByText(written(questions.steps[0]!.instruction.owner.fr)).first()).toBeVisible();
  await expect(claire.page.getByText(written(questions.steps[0]!.instruction.group.fr)).first()).toBeVisible();
  await album.take('another-process', pages);

  // Given to the owner alone, before: still with her, and with nobody else.
  await amina.page.locator('summary').click();
  await expect(amina.page.getByText('Lui proposer un moment à deux.')).toBeVisible();
  for (const page of [claire.page, tablet.page, screen.page]) await expect(page.getByText('Lui proposer un moment à deux.')).toHaveCount(0);
});

test('at zero the group is asked with one tap, answers in counts, and the tablet gives the two minutes', async ({ browser, cercle }) => {
  const album = new Album('at-zero');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire] = phones as [Phone, Phone, Phone];
  const say = tablet.say.work;
  await toFirstStep(circle, amina, { title: TITLE }, codevelopment.name.fr, 60);
  const pages = { phone: bruno.page, tablet: tablet.page, screen: screen.page };

  const less = tablet.page.getByRole('button', { name: say.treatment.lessLong });
  const zero = tablet.page.getByRole('region', { name: say.atZero.title });
  await expect(zero).toHaveCount(0);
  await expect(async () => {
    if ((await zero.count()) === 0) await less.click();
    await expect(zero).toBeVisible({ timeout: 500 });
  }).toPass();
  await album.take('zero', pages);

  await tablet.press(say.atZero.ask, zero);
  await screen.shows(screen.say.treatment.moreTime);
  for (const phone of phones) await phone.tap(phone.say.tap.moreTime, phone === claire ? 'On avance' : 'Oui');
  await album.take('asked', pages);
  await tablet.press(say.treatment.closeVote, zero);
  await expect(zero.getByText(written('Oui : 5 · On avance : 1'))).toBeVisible();
  await expect(screen.page.getByRole('region', { name: screen.say.treatment.asked }).getByRole('listitem')).toHaveText([/Oui\s*5/, /On avance\s*1/]);
  await album.take('answered', pages);

  await tablet.press(say.atZero.more, zero);
  await expect(zero).toHaveCount(0);
  await expect(screen.page.getByRole('region', { name: screen.say.treatment.asked })).toHaveCount(0);
  await bruno.reads(bruno.say.treatment.listen);
  await album.take('two-minutes', pages);

  // The last step lets all of them write: the owner first, while the others listen.
  for (const step of codevelopment.steps.slice(1)) {
    await tablet.next.click();
    await screen.reads(step.name.fr);
  }
  const owner = codevelopment.ownerRole.fr;
  await tablet.openWindow(90, owner);
  await screen.shows(screen.say.treatment.writes(owner));
  await expect(amina.page.locator('main textarea').first()).toBeEnabled();
  await bruno.reads(bruno.say.treatment.speak);
  await album.take('owner-writes', { ...pages, owner: amina.page });
});
