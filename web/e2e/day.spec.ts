// A whole day: eight people, a facilitator, a screen; from the door to the destruction.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather } from './circle';
import type { Phone } from './phone';
import { readCatalogue, readScenario } from './scenario';
import { plain } from './screen';
import { written } from './words';

const day = readScenario('day-1.json');
const catalogue = readCatalogue();
const CHARTER = ['Ce qui se dit ici reste ici.', 'Chacun parle en son nom.', 'On a le droit de passer son tour.', 'Un cas appartient à la personne qui l’apporte.'];

const titleOf = (id: string) => day.cases.find((one) => one.id === id)!.title;
/** Cases their owners keep off the wall. */
const reserved = new Set(day.cases.filter((one) => one.sensitivity === 'high').map((one) => one.id));
/** A testimony is masked too, once its process is chosen. */
const masked = new Set([...reserved, ...day.cases.filter((one) => catalogue.get(one.processId)!.reservedByDefault).map((one) => one.id)]);
/** A case as the room may read it: its title, or a mask. */
const onTheWall = (id: string) => (masked.has(id) ? /Cas réservé \d/ : written(titleOf(id)));

test('eight people live the first day of a cycle, and nothing of it remains', async ({ browser, cercle }) => {
  test.setTimeout(480_000);
  const album = new Album('day');
  const names = day.participants.map((person) => person.firstName);
  const circle = await gather(browser, cercle, {
    names,
    group: day.group.name,
    organisation: day.group.organisation,
    blocks: day.day.blocks,
  });
  const { tablet, screen, phones } = circle;
  const phoneOf = (id: string): Phone => phones[day.participants.findIndex((person) => person.id === id)]!;
  const [amina, , , , , , , hugo] = phones as [Phone, Phone, Phone, Phone, Phone, Phone, Phone, Phone];
  const pages = { phone: amina.page, other: hugo.page, tablet: tablet.page, screen: screen.page };
  const everyone = (act: (phone: Phone) => Promise<void>) => Promise.all(phones.map(act));

  await test.step('the door', async () => {
    await screen.reads(screen.say.welcome.heading);
    for (const name of names) await screen.shows(name);
    await expect(screen.page.getByRole('img', { name: screen.say.join.qr(circle.code.replace(/(...)(...)/, '$1 $2')) })).toBeVisible();
    await album.take('welcome', pages);
  });

  await test.step('the charter and the opening round', async () => {
    await tablet.goOn(tablet.say.room.move.to.opening);
    await tablet.writeCharter(CHARTER);
    await amina.reads(amina.say.opening.heading);
    await album.take('charter', pages);
    await everyone((phone) => phone.engage());
    await expect(tablet.page.getByText(tablet.say.work.opening.everyone)).toBeVisible();
    await tablet.press(tablet.say.work.opening.ask);
    await hugo.hope('Repartir avec une idée claire.');
    await tablet.beginRound(names[0]!);
    await screen.reads(screen.say.turn.speaking(names[0]!));
    await screen.shows(screen.say.turn.next(names[1]!));
    await album.take('round', pages);
    for (const phone of phones) await phone.speak();
  });

  await test.step('cases are written in silence, and revealed together', async () => {
    await tablet.goOn(tablet.say.room.move.to.inventory);
    await tablet.openWindow(null);
    await screen.reads(screen.say.inventory.writing);
    // Each types their own, all at the same time.
    await everyone(async (phone) => {
      for (const one of day.cases.filter((one) => phoneOf(one.ownerIds[0]!) === phone)) {
        await phone.bring({ ...one, headline: one.summary, reserved: one.sensitivity === 'high' });
      }
    });
    await expect(screen.page.getByText(titleOf('c13'))).toHaveCount(0);
    await expect(tablet.page.getByText(titleOf('c13'))).toHaveCount(0);
    await expect(hugo.page.getByText(titleOf('c13'))).toHaveCount(0);
    await album.take('writing', pages);
    await tablet.closeWindow();
    await tablet.reveal(day.cases.length);
    await screen.reads(screen.say.inventory.revealed);
    const listed = await screen.rowWords(screen.say.inventory.revealed);
    for (const one of day.cases) expect(listed.filter((row) => row.includes(plain(one.title)))).toHaveLength(reserved.has(one.id) ? 0 : 1);
    expect(listed.filter((row) => /Cas réservé [12]/.test(row))).toHaveLength(reserved.size);
    await everyone(async (phone) => {
      for (const one of day.cases.filter((one) => one.ownerPriorityRank !== null && phoneOf(one.ownerIds[0]!) === phone)) {
        await phone.rank(one.title, one.ownerPriorityRank!);
      }
    });
    await album.take('revealed', pages);
  });

  await test.step('each owner chooses a process', async () => {
    await tablet.goOn(tablet.say.room.move.to.process);
    await everyone(async (phone) => {
      for (const one of day.cases.filter((one) => phoneOf(one.ownerIds[0]!) === phone)) {
        await phone.chooseProcess(one.title, catalogue.get(one.processId)!.name.fr, one.estimatedMinutes);
      }
    });
    await expect(tablet.page.getByText(tablet.say.work.process.chosen(16, 16))).toBeVisible();
    await album.take('processes', pages);
  });

  await test.step('the vote moves the bars in batches, and closes on the scenario’s tally', async () => {
    await tablet.goOn(tablet.say.room.move.to.prioritisation);
    await tablet.openVote(5, 'live');
    await screen.reads(screen.say.vote.heading);
    await amina.reads(amina.say.vote.heading);
    await album.take('vote-begins', pages);
    await everyone((phone) =>
      phone.place(
        Object.fromEntries(
          Object.entries(day.votes.find((vote) => phoneOf(vote.participantId) === phone)!.allocations).map(([id, dots]) => [titleOf(id), dots]),
        ),
      ),
    );
    await everyone((phone) => phone.finish());
    await screen.shows(/40/);
    await album.take('vote', pages);
    await tablet.closeVote(40);
    await screen.reads(screen.say.vote.result);
    const bars = (await screen.rowWords(screen.say.vote.result)).map((row) => row.replace(/^\d+/, '').trim());
    const points = (votes: number) => `${votes} ${screen.say.vote.points(votes)}`;
    const open = day.tally.filter(({ caseId }) => !masked.has(caseId));
    for (const { caseId, votes } of open) {
      const title = plain(titleOf(caseId));
      expect(bars.find((row) => row.startsWith(title))!.slice(title.length).trim()).toBe(points(votes));
    }
    const behind = bars.filter((row) => row.startsWith('Cas réservé')).map((row) => row.replace(/^Cas réservé \d/, '').trim());
    expect(behind.sort()).toEqual(day.tally.filter(({ caseId }) => masked.has(caseId)).map(({ votes }) => points(votes)).sort());
    await album.take('result', pages);
    await tallyIsTheScenarios();
  });

  async function tallyIsTheScenarios() {
    const ranking = await tablet.ranking();
    await expect(ranking).toHaveCount(day.cases.length);
    const rows = (await ranking.allTextContents()).map(plain);
    for (const { caseId, votes } of day.tally) {
      const row = rows.find((row) => row.includes(plain(titleOf(caseId))))!;
      expect(row).toContain(`${votes} point`);
    }
  }

  await test.step('the plan covers everyone, with the most dots there can be', async () => {
    const plan = tablet.say.planning;
    await expect(tablet.page.getByText(plan.everyone)).toBeVisible();
    const dots = await tablet.page.getByText(/points servis/).innerText();
    expect(Number(/(\d+) points servis/.exec(plain(dots))![1])).toBeGreaterThanOrEqual(day.expected.votesCoveredByPlan);
    // The result stays for a while, for the room to read.
    await expect(screen.page.getByRole('heading', { level: 1, name: screen.say.plan.heading })).toBeVisible({ timeout: 20_000 });
    await screen.shows(screen.say.plan.everyone);
    await album.take('plan', pages);
    await everyone(async (phone) => {
      await phone.reads(phone.say.plan.heading);
      await expect(phone.page.getByText(phone.say.plan.yours)).toBeVisible();
    });
  });

  await test.step('lunch comes early, and goes', async () => {
    await tablet.pause('lunch');
    await screen.reads(screen.say.pauses.lunch);
    await amina.reads(amina.say.pause.lunch);
    await album.take('pause', pages);
    await tablet.resume();
    await screen.reads(screen.say.plan.heading);
  });

  await test.step('the plan goes on one sheet of paper, reserved cases masked', async () => {
    const sheet = tablet.page.locator('.sheet');
    await expect(sheet).toBeHidden();
    const paper = await tablet.page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    await tablet.page.emulateMedia({ media: 'print' });
    await expect(sheet).toBeVisible();
    const planned = await tablet.slots.locator('h4').allTextContents();
    await expect(sheet.locator('.slot')).toHaveCount(planned.length);
    const paperWords = plain((await sheet.textContent())!);
    const onPaper = planned.map(plain).filter((title) => paperWords.includes(title));
    expect(onPaper).toEqual(planned.map(plain).filter((title) => !day.cases.some((one) => plain(one.title) === title && masked.has(one.id))));
    await album.take('sheet', { tablet: tablet.page });
    await tablet.page.emulateMedia({ media: null });
  });

  await test.step('each case of the plan is treated, step by step', async () => {
    const slots = await tablet.slots.locator('h4').allTextContents();
    expect(slots.length).toBe(day.expected.referencePlan.length);
    await tablet.goOn(tablet.say.room.move.to.treatment);
    await album.take('between', pages);
    for (const title of slots) {
      const one = day.cases.find((one) => plain(one.title) === plain(title))!;
      await treat(one.id);
    }
  });

  async function treat(id: string) {
    const one = day.cases.find((one) => one.id === id)!;
    const owner = phoneOf(one.ownerIds[0]!);
    const others = phones.filter((phone) => phone !== owner);
    const process = catalogue.get(one.processId)!;
    await screen.shows(onTheWall(id));
    await tablet.next.click();
    for (const [i, step] of process.steps.entries()) {
      await screen.reads(step.name.fr);
      await screen.shows(screen.say.treatment.step(i + 1, process.steps.length));
      await screen.shows(onTheWall(id));
      if (masked.has(id)) await expect(screen.page.getByText(written(one.title))).toHaveCount(0);
      await expect(owner.page.getByText(written(step.instruction.owner.fr)).first()).toBeVisible();
      await expect(others[0]!.page.getByText(written(step.instruction.group.fr)).first()).toBeVisible();
      if (id === 'c01') await writeIn(step.id, owner, others);
      else if (step.phones.group === 'closed' && step.phones.owner === 'closed') await screen.shows(screen.say.treatment.phones);
      if (id === 'c01') await album.take(`codeveloppement-${i + 1}`, { owner: owner.page, other: others[0]!.page, tablet: tablet.page, screen: screen.page });
      if (i < process.steps.length - 1) await tablet.goOn(tablet.say.room.move.step(process.steps[i + 1]!.name.fr));
    }
    await tablet.goOn(tablet.say.room.move.endCase);
    await expect(tablet.page.getByRole('heading', { level: 1, name: tablet.say.work.treatment.between })).toBeVisible();
    await album.take(`treated-${id}`, { tablet: tablet.page, screen: screen.page, phone: owner.page });
  }

  /** In the codevelopment, windows open, people write, and one text goes up on the wall by its author's yes. */
  async function writeIn(step: string, owner: Phone, others: Phone[]) {
    if (step === 'expose') {
      await tablet.openWindowIfClosed();
      await owner.give('Je dirige deux fantômes qui se croisent');
      await expect(tablet.page.getByText('Je dirige deux fantômes qui se croisent')).toBeVisible();
      await tablet.page.getByRole('button', { name: tablet.say.work.treatment.askOf(owner.name) }).click();
      await owner.press(owner.say.treatment.askedYes);
      await screen.shows('Je dirige deux fantômes qui se croisent');
      await tablet.show('ideas');
      await screen.reads(screen.say.ideas.heading);
      await album.take('ideas', pages);
      await tablet.show('step');
    }
    if (step === 'consultation') {
      await tablet.openWindowIfClosed();
      const [bruno, claire] = others as [Phone, Phone];
      await bruno.give('J’ai attendu six mois dans un cas proche.');
      await claire.give('Commencer par les faits de la semaine.');
      await owner.page.getByText(`${owner.say.treatment.given} (2)`).click();
      await expect(owner.page.getByText('Commencer par les faits de la semaine.')).toBeVisible();
      await expect(bruno.page.getByText('Commencer par les faits de la semaine.')).toHaveCount(0);
      await expect(tablet.page.getByText('Commencer par les faits de la semaine.')).toHaveCount(0);
      await tablet.closeWindow();
    }
  }

  await test.step('the closing: traces, what becomes of cases, ROTI, last round', async () => {
    await tablet.goOn(tablet.say.room.move.to.closing);
    await amina.noteLine('Laisser passer, c’est aussi décider.');
    await everyone(async (phone) => {
      for (const one of day.cases.filter((one) => phoneOf(one.ownerIds[0]!) === phone)) await phone.settle(one.title, 'carryOver');
    });
    await expect(tablet.page.getByText(tablet.say.work.closing.settled)).toBeVisible();
    await album.take('closing', pages);
    await tablet.press(tablet.say.work.closing.rotiOpen);
    await Promise.all(phones.map((phone, i) => phone.tapMark(i % 2 ? 5 : 4)));
    await screen.reads(screen.say.closing.roti);
    await album.take('roti-open', pages);
    await tablet.press(tablet.say.work.closing.rotiClose);
    await screen.reads(screen.say.closing.rotiResult);
    const marks = await screen.rowWords(screen.say.closing.rotiResult);
    expect(marks.map((row) => Number(/(\d+) réponse/.exec(row)?.[1]))).toEqual([0, 0, 0, 4, 4]);
    await album.take('roti', pages);
    await tablet.beginRound(names[0]!);
    await screen.reads(screen.say.turn.speaking(names[0]!));
    await album.take('last-round', pages);
  });

  await test.step('what was said is destroyed, and seen to be', async () => {
    await tablet.closeDay();
    await screen.reads(screen.say.ended.heading);
    await expect(screen.page.getByText(written(titleOf('c13')))).toHaveCount(0);
    await amina.reads(amina.say.ended.heading);
    await expect(amina.page.getByText('Laisser passer, c’est aussi décider.')).toBeVisible();
    await hugo.reads(hugo.say.ended.heading);
    await expect(hugo.page.getByText(hugo.say.ended.keptNothing)).toBeVisible();
    await album.take('ended', pages);
    for (const one of day.cases) expect(cercle.filesWith(one.title)).toEqual([]);
    for (const words of ['Je dirige deux fantômes', 'Commencer par les faits', 'Laisser passer']) expect(cercle.filesWith(words)).toEqual([]);
  });
});
