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
const study = catalogue.get('etude_de_cas')!;
const crowds = catalogue.get('wise_crowds')!;
const EIGHT = [...SIX, 'Gwenaëlle', 'Hugo'];

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

test('words of nobody come together at the end of the writing, shown without a name, withdrawn by whoever wrote them', async ({ browser, cercle }) => {
  const album = new Album('nobody');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire, driss] = phones as [Phone, Phone, Phone, Phone];
  const say = tablet.say.work.treatment;
  await toFirstStep(circle, amina, { title: TITLE }, study.name.fr, 45);
  const writing = study.steps.findIndex((step) => step.inputs.some((input) => input.anonymous));
  for (const step of study.steps.slice(0, writing)) {
    await screen.reads(step.name.fr);
    await tablet.next.click();
  }
  await screen.reads(study.steps[writing]!.name.fr);
  await tablet.openWindow(null);
  const option = study.steps[writing]!.inputs.find((input) => input.anonymous)!.prompt.fr;
  await bruno.giveUnder(option, 'Attendre un mois.');
  await claire.giveUnder(option, 'Le dire demain.');
  await driss.giveUnder(option, 'Demander son avis.');
  const pages = { writer: bruno.page, owner: amina.page, tablet: tablet.page, screen: screen.page };
  await album.take('writing', pages);
  for (const { page } of [amina, claire, tablet]) await expect(page.getByText('Attendre un mois.')).toHaveCount(0);
  await bruno.page.reload();
  await expect(bruno.page.getByText('Attendre un mois.')).toBeVisible();

  await tablet.closeWindow();
  for (const { page } of [amina, claire, tablet]) await expect(page.getByText('Attendre un mois.')).toHaveCount(1);
  await expect(tablet.page.getByText(say.nameless).first()).toBeVisible();
  await expect(tablet.page.getByText(tablet.say.room.window.slips.given)).toBeVisible();
  await tablet.press(`${say.pin} : Attendre un mois.`);
  await screen.shows('Attendre un mois.');
  await album.take('given', pages);
  await bruno.press(bruno.say.tools.notes);
  await album.take('one-s-own', { writer: bruno.page });
  await bruno.page.getByRole('button', { name: bruno.say.treatment.withdrawText('Attendre un mois.') }).click();
  await bruno.press(bruno.say.notes.back);
  for (const { page } of [amina, bruno, tablet, screen]) await expect(page.getByText('Attendre un mois.')).toHaveCount(0);
  await expect(amina.page.getByText('Le dire demain.')).toHaveCount(1);
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
  for (const phone of phones) await phone.tap(phone.say.ballot.tap.moreTime, phone === claire ? 'On avance' : 'Oui');
  await album.take('asked', pages);
  await tablet.press(say.treatment.closeVote, zero);
  await expect(zero.getByText(written('Oui : 5 · On avance : 1'))).toBeVisible();
  await expect(screen.page.getByRole('region', { name: screen.say.treatment.asked }).getByRole('listitem')).toHaveText([/Oui\s*5/, /On avance\s*1/]);
  await expect(bruno.page.getByText(bruno.say.ballot.counted)).toBeVisible();
  await album.take('answered', pages);

  await tablet.press(say.atZero.more, zero);
  await expect(zero).toHaveCount(0);
  await expect(screen.page.getByRole('region', { name: screen.say.treatment.asked })).toHaveCount(0);
  await bruno.reads(bruno.say.treatment.listen);
  await album.take('two-minutes', pages);

  // A step of the facilitator's own, and the window for what one writes for oneself.
  await tablet.press(say.extra.title);
  const dialog = tablet.page.getByRole('dialog');
  await dialog.getByRole('radio', { name: say.extra.kinds.own }).check();
  await dialog.getByLabel(say.extra.name).fill('Un pas de côté');
  await tablet.press(say.extra.write, dialog);
  await album.take('add-step', { tablet: tablet.page });
  await tablet.press(say.extra.add, dialog);
  await tablet.next.click();
  await screen.reads('Un pas de côté');
  await screen.shows(screen.say.treatment.step(2, codevelopment.steps.length + 1));
  await tablet.openWindow(null);
  await claire.give('Ceci est à moi.');
  for (const page of [amina.page, tablet.page, screen.page]) await expect(page.getByText('Ceci est à moi.')).toHaveCount(0);
  await album.take('added-step', { ...pages, other: claire.page });

  // Who has spoken least is given the floor first, if the tablet so chooses; who has had no role yet comes first on its list.
  const hands = tablet.say.room.hands;
  for (const phone of [bruno, claire]) await phone.press(phone.say.tools.raise);
  await tablet.press(hands.give('Bruno'));
  await bruno.press(bruno.say.tools.raise);
  await tablet.press(hands.orders.leastHeard);
  await expect(tablet.page.getByRole('button', { name: hands.give('Claire') })).toBeVisible();
  const scribe = tablet.say.work.treatment.give(tablet.say.roles.scribe);
  await tablet.press(scribe);
  await album.take('hands-and-roles', { tablet: tablet.page, other: claire.page });
  await tablet.press('Claire', tablet.page.getByRole('group', { name: scribe }));
  await expect(claire.page.getByText(claire.say.treatment.roles.scribe).first()).toBeVisible();

  // The last step lets all of them write: the owner first, while the others listen.
  for (const step of codevelopment.steps.slice(1)) {
    await tablet.next.click();
    await screen.reads(step.name.fr);
  }
  const owner = codevelopment.ownerRole.fr;
  await tablet.openWindow(90, owner);
  await screen.shows(screen.say.treatment.writes(owner));
  await expect(amina.page.locator('main textarea').first()).toBeEnabled();
  await bruno.reads(bruno.say.treatment.silence);
  await expect(bruno.page.getByText(bruno.say.treatment.othersWrite(owner))).toBeVisible();
  await album.take('owner-writes', { ...pages, owner: amina.page });
});

test('a case rests, is lengthened, a step of it is skipped, and its owner stops it with one tap', async ({ browser, cercle }) => {
  const album = new Album('stop');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno] = phones as [Phone, Phone];
  const say = tablet.say.work.treatment;
  await toFirstStep(circle, amina, { title: TITLE }, questions.name.fr, 40);
  const pages = { owner: amina.page, other: bruno.page, tablet: tablet.page, screen: screen.page };
  await album.take('listening', pages);
  const clock = tablet.page.getByRole('region', { name: say.clock }).getByRole('timer').first();

  await tablet.pause('break');
  await bruno.reads(bruno.say.pause.break);
  await album.take('rest', pages);
  const held = await clock.innerText();
  await tablet.resume();
  await bruno.reads(bruno.say.treatment.listen);
  const minutes = (shown: string) => Number(shown.split(':')[0]);
  await tablet.page.getByRole('button', { name: say.plusFiveLong }).click();
  await expect.poll(async () => minutes(await clock.innerText())).toBeGreaterThanOrEqual(minutes(held) + 4);

  await tablet.page.getByRole('button', { name: say.goToStep(questions.steps[2]!.name.fr, 3) }).click();
  await screen.reads(questions.steps[2]!.name.fr);

  // A slip of the thumb is taken back; then it stops, and no tablet takes that back.
  await amina.page.getByRole('button', { name: amina.say.treatment.stop }).click();
  await album.take('stopping', pages);
  await amina.page.getByRole('button', { name: amina.say.treatment.stopNot }).click();
  await expect(amina.page.getByRole('button', { name: amina.say.treatment.stop })).toBeVisible();
  await amina.page.getByRole('button', { name: amina.say.treatment.stop }).click();
  await expect(bruno.page.getByRole('heading', { level: 1, name: bruno.say.treatment.listen })).toHaveCount(0, { timeout: 10_000 });
  await expect(tablet.page.getByRole('button', { name: tablet.say.room.move.undo })).toHaveCount(0);
  await album.take('stopped', pages);
});

test('Wise Crowds with two sub-groups in parallel: drawn, each with its turns and its clock, harvested together', async ({ browser, cercle }) => {
  test.slow();
  const album = new Album('sub-groups');
  const circle = await gather(browser, cercle, { names: [...EIGHT] });
  const { tablet, screen, phones } = circle;
  const amina = phones[0]!;
  const say = tablet.say.groups;
  const rounds = crowds.steps[1]!;
  const parts = rounds.subGroups!.parts!;
  // The case of the slot is reserved: its owner sits with the facilitator, its title is nowhere on the screen.
  await toFirstStep(circle, amina, { title: TITLE, reserved: true }, crowds.name.fr, 70);
  await tablet.next.click();
  await screen.reads(rounds.name.fr);
  await album.take('undrawn', { tablet: tablet.page });

  await tablet.press(say.draw);
  const group = (n: number) => tablet.page.getByRole('group', { name: say.group(n), exact: true });
  await expect(group(1).getByRole('listitem').filter({ hasText: 'Amina' }).getByText(say.reserved)).toBeVisible();
  const membersOf = async (n: number) => {
    await expect(group(n).getByRole('listitem')).toHaveCount(4);
    const rows = await group(n).getByRole('listitem').allInnerTexts();
    return rows.map((row) => phones.find((phone) => row.startsWith(phone.name))!);
  };
  const [first, second] = [await membersOf(1), await membersOf(2)];
  await screen.shows(screen.say.treatment.gather);
  await second[0]!.reads(amina.say.treatment.group(2));
  await album.take('drawn', { tablet: tablet.page, screen: screen.page, with: first[0]!.page, apart: second[0]!.page });

  // One takes the time on their own phone, the other is given it.
  const keeper = second[2]!;
  await keeper.page.locator('summary').click();
  await keeper.press(keeper.say.treatment.take(keeper.say.treatment.roles.timekeeper));
  await tablet.press(say.giveTime(first[3]!.name));
  await expect(group(1).getByText(say.keeper)).toBeVisible();
  await expect(group(2).getByText(say.keeper)).toBeVisible();
  // Whose turn comes first is the facilitator's to change, until it begins.
  const firstRow = group(1).getByRole('listitem').first();
  for (const name of [first[1]!.name, first[0]!.name]) {
    await tablet.press(say.earlier(name));
    await expect(firstRow).toContainText(name);
  }
  await tablet.press(say.start);

  // Two more minutes for one of them are nobody else's.
  await expect(group(1).getByRole('timer')).toHaveText(/[12]:\d\d/);
  await tablet.press(say.of(say.lengthenLong, 1));
  await expect(group(1).getByRole('timer')).toHaveText(/[34]:\d\d/);
  await expect(group(2).getByRole('timer')).toHaveText(/[12]:\d\d/);

  // Two clocks: the timekeeper of the second moves it on, the first stays where it is.
  await first[0]!.reads(amina.say.treatment.yourTurn);
  await second[1]!.reads(amina.say.treatment.turnOf(second[0]!.name));
  await keeper.press(amina.say.treatment.nextPart(parts[1]!.name.fr));
  await keeper.press(amina.say.treatment.nextPart(parts[2]!.name.fr));
  await expect(second[0]!.page.getByText(written(parts[2]!.instruction.owner.fr))).toBeVisible();
  await expect(second[1]!.page.getByText(written(parts[2]!.instruction.group.fr))).toBeVisible();
  await expect(first[0]!.page.getByText(written(parts[0]!.instruction.owner.fr))).toBeVisible();
  await expect(group(2).getByText(parts[2]!.name.fr, { exact: true })).toBeVisible();
  await expect(group(1).getByText(parts[0]!.name.fr, { exact: true })).toBeVisible();
  const shown = (n: number) => screen.page.getByRole('region', { name: screen.say.treatment.group(n), exact: true });
  await expect(shown(2).getByText(parts[2]!.name.fr)).toBeVisible();
  await expect(shown(1).getByText(parts[0]!.name.fr)).toBeVisible();
  await expect(shown(1).getByRole('timer')).toHaveText(/[234]:\d\d/);
  await expect(shown(2).getByRole('timer')).toHaveText(/[78]:\d\d/);
  await expect(screen.page.getByText('directeur')).toHaveCount(0);
  const at = { tablet: tablet.page, screen: screen.page };
  await album.take('work', { ...at, client: second[0]!.page, consultant: second[1]!.page, keeper: keeper.page, apart: first[0]!.page });

  // From the tablet, turn after turn, to the end of the second; the first goes on meanwhile.
  await tablet.press(say.of(say.nextPart(parts[1]!.name.fr), 1));
  await expect(group(1).getByText(parts[1]!.name.fr, { exact: true })).toBeVisible();
  const on = group(2).locator('.row button').first();
  for (let tap = 2; tap < 16; tap += 1) {
    const before = await on.innerText();
    await on.click();
    if (tap < 15) await expect(on).not.toHaveText(before);
  }
  await second[0]!.reads(amina.say.treatment.turnsOver);
  await expect(shown(2).getByText(screen.say.treatment.turnsOver)).toBeVisible();
  await album.take('over', { ...at, over: second[0]!.page, keeper: first[3]!.page });

  // The harvest is in plenary: one circle, one window.
  await tablet.next.click();
  await screen.reads(crowds.steps[2]!.name.fr);
  await expect(screen.page.getByRole('region', { name: screen.say.treatment.group(1), exact: true })).toHaveCount(0);
  await tablet.openWindow(null);
  for (const phone of [first[0]!, second[0]!]) await phone.give('Demander une semaine.');
  await album.take('harvest', { ...at, phone: second[0]!.page });
});

test('a case study in two sub-groups: a clock on each timekeeper’s phone, a pen in each, what they found compared in plenary', async ({ browser, cercle }) => {
  test.slow();
  const album = new Album('study-groups');
  const circle = await gather(browser, cercle, { names: [...EIGHT] });
  const { tablet, screen, phones } = circle;
  const amina = phones[0]!;
  const say = tablet.say.groups;
  const apart = study.steps.findIndex((step) => step.subGroups);
  await toFirstStep(circle, amina, { title: TITLE }, study.name.fr, 45);
  for (const step of study.steps.slice(0, apart)) {
    await screen.reads(step.name.fr);
    await tablet.next.click();
  }
  await screen.reads(study.steps[apart]!.name.fr);

  await tablet.press(say.draw);
  const group = (n: number) => tablet.page.getByRole('group', { name: say.group(n), exact: true });
  const membersOf = async (n: number) => {
    await expect(group(n).getByRole('listitem')).toHaveCount(4);
    const rows = await group(n).getByRole('listitem').allInnerTexts();
    return rows.map((row) => phones.find((phone) => row.startsWith(phone.name))!);
  };
  const [first, second] = [await membersOf(1), await membersOf(2)];
  await second[0]!.reads(amina.say.treatment.group(2));
  await album.take('drawn', { tablet: tablet.page, screen: screen.page, owner: amina.page, other: second[3]!.page });

  // In each, one takes the time and one the pen; the owner of the case neither.
  const hands = [first, second].map((members) => members.filter((phone) => phone !== amina));
  const [[keeper1, pen1, other1], [keeper2, pen2, other2]] = hands as [Phone[], Phone[]] as [[Phone, Phone, Phone], [Phone, Phone, Phone]];
  for (const keeper of [keeper1, keeper2]) {
    await keeper.page.locator('summary').click();
    await keeper.press(keeper.say.treatment.take(keeper.say.treatment.roles.timekeeper));
  }
  await tablet.press(say.givePen(pen1.name));
  await tablet.press(say.givePen(pen2.name));
  for (const n of [1, 2]) await expect(group(n).getByText(say.scribe, { exact: true })).toBeVisible();
  await tablet.press(say.start);

  const clockOf = (phone: Phone) => phone.page.getByRole('timer');
  for (const keeper of [keeper1, keeper2]) await expect(clockOf(keeper)).toHaveText(/1[12]:\d\d/);
  for (const other of [amina, other1, other2]) await expect(clockOf(other)).toHaveCount(0);
  await tablet.openWindow(null);
  await expect(pen1.page.locator('main textarea').first()).toBeEnabled();
  await other1.reads(other1.say.treatment.speak);
  await keeper1.reads(keeper1.say.treatment.speak);
  await amina.reads(amina.say.treatment.listen);
  const roles = { owner: amina.page, keeper: keeper2.page, pen: pen2.page, other: other2.page };
  await album.take('work', { tablet: tablet.page, screen: screen.page, ...roles });
  await pen1.give('Attendre un mois.');
  await pen2.give('Le dire demain.');

  // One circle again: what each found, without a name, on the screen.
  await tablet.next.click();
  await screen.reads(study.steps[apart + 1]!.name.fr);
  await expect(screen.page.getByRole('region', { name: screen.say.treatment.group(1), exact: true })).toHaveCount(0);
  await album.take('plenary', { tablet: tablet.page, screen: screen.page, ...roles });
});
