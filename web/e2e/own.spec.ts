// The group's own processes: copied, edited, saved, carried as a file to another cycle, chosen and run.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Process } from '../src/wire/common';
import { Album } from './album';
import { expect, test } from './cercle';
import { comeIn, SIX } from './circle';
import { violations } from './inspection';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { begin, toRevealed } from './story';
import { Tablet } from './tablet';
import { written } from './words';

const catalogue = readCatalogue();
const codevelopment = catalogue.get('codeveloppement')!;
const crowds = catalogue.get('wise_crowds')!;
const STEP = 'Récit sans interruption';

/** The card of a cycle. */
const cycleOf = (tablet: Tablet, group: string) => tablet.page.locator('section.card', { hasText: group });

test('a process is copied, edited, saved twice, carried as a file to another cycle, and treats a case there', async ({ browser, cercle }) => {
  const album = new Album('own');
  const tablet = await Tablet.open(browser, cercle.enrolment);
  const { page } = tablet;
  const say = tablet.say.own;
  const setting = { organisation: 'Valmorel', facilitator: 'Solène' };
  await tablet.enrol('Solène');
  await tablet.newCycle({ ...setting, group: 'Groupe Orne', people: [] });
  await tablet.press(tablet.say.account.cycles.create);
  await tablet.newCycle({ ...setting, group: 'Groupe Sarthe', people: [...SIX] });

  await tablet.press(tablet.say.account.cycles.processes, cycleOf(tablet, 'Groupe Orne'));
  await tablet.reads(say.title);
  await album.take('none-yet', { tablet: page });
  await tablet.press(say.copyOf(codevelopment.name.fr));

  // A text missing in one language, minutes in disorder: said beside their fields, and not saved.
  const name = say.copied(codevelopment.name.fr);
  await tablet.reads(name);
  const first = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: say.editor.up(1) }) });
  await first.getByRole('button', { name: codevelopment.steps[0]!.name.fr }).click();
  await first.getByLabel(say.editor.stepName, { exact: true }).fill('');
  await expect(first.getByText('Ce texte manque.')).toBeVisible();
  await first.getByLabel(say.editor.typ).fill('2');
  await expect(first.getByText(/croissant/)).toBeVisible();
  await tablet.press(say.editor.save);
  await expect(page.getByText(say.problems.faultyProcess)).toBeVisible();
  await album.take('faulty', { tablet: page });

  // A reload loses nothing.
  await first.getByLabel(say.editor.stepName, { exact: true }).fill(STEP);
  await first.getByLabel(say.editor.typ).fill('9');
  await expect(page.getByText(say.editor.kept)).toBeVisible();
  await page.reload();
  await tablet.reads(name);
  await first.getByRole('button', { name: STEP }).click();
  await expect(first.getByLabel(say.editor.typ)).toHaveValue('9');
  await expect(first.getByText(say.editor.alone.fr)).toBeVisible();
  await tablet.press(say.editor.save);
  await expect(page.getByText(say.editor.saved(1))).toBeVisible();

  // Another text is another version.
  await page.getByText(say.editor.beside).click();
  await first.getByLabel(say.editor.inLanguage.en(say.editor.stepName)).fill('Story without interruption');
  await first.getByLabel(say.editor.typ).fill('10');
  const typ = codevelopment.steps.reduce((sum, step) => sum + step.minutes.typ, 0) + 2;
  await expect(page.getByText(new RegExp(`En tout ${typ}`))).toBeVisible();
  await tablet.press(say.editor.save);
  await expect(page.getByText(say.editor.saved(2))).toBeVisible();
  await album.take('editor', { tablet: page });
  await first.getByLabel(say.editor.groupPhone).scrollIntoViewIfNeeded();
  await first.getByRole('heading', { name: say.editor.inputs }).scrollIntoViewIfNeeded();
  await album.take('step', { tablet: page });
  expect(await violations(page, 'light')).toEqual([]);
  await tablet.press(tablet.say.back);

  const exporting = page.waitForEvent('download');
  await page.getByRole('link', { name: say.exportOf(name) }).click();
  const file = join(cercle.data, (await exporting).suggestedFilename());
  await (await exporting).saveAs(file);
  const exported = JSON.parse(readFileSync(file, 'utf8')) as Process;
  expect([exported.version, exported.steps[0]!.name.fr, exported.steps[0]!.minutes.typ]).toEqual([2, STEP, 10]);
  await album.take('list', { tablet: page });
  expect(await violations(page, 'light')).toEqual([]);
  await tablet.press(tablet.say.back);

  // In the other cycle: a file that is none is refused with its place, then the good one taken.
  await tablet.press(tablet.say.account.cycles.processes, cycleOf(tablet, 'Groupe Sarthe'));
  const spoilt = join(cercle.data, 'abîmé.json');
  writeFileSync(spoilt, readFileSync(file, 'utf8').replace('"closed"', '"shut"'));
  await page.getByLabel(say.import.go).setInputFiles(spoilt);
  await expect(page.getByText(say.import.refused('abîmé.json'))).toBeVisible();
  await expect(page.getByText(/Étape \d, téléphone, (porteur|groupe)/)).toBeVisible();
  await album.take('refused', { tablet: page });
  await page.getByLabel(say.import.go).setInputFiles(file);
  await expect(page.getByText(say.import.taken(name, 1))).toBeVisible();
  await page.getByLabel(say.import.go).setInputFiles(file);
  await tablet.press(tablet.say.cancel, page.getByRole('dialog'));
  await tablet.press(tablet.say.back);

  // A day of that cycle: the owner chooses it, the treatment begins with the step as it was named.
  await tablet.press(tablet.say.account.cycles.openDay(1), cycleOf(tablet, 'Groupe Sarthe'));
  await tablet.press(tablet.say.account.openDay.go);
  await tablet.reads(tablet.say.work.welcome.title);
  const circle = await comeIn(browser, cercle, tablet, { names: [...SIX] });
  const amina = circle.phones[0] as Phone;
  const title = 'Comment dire non à mon directeur ?';
  await toRevealed(circle, [[amina, { title }]]);
  await tablet.goOn(tablet.say.room.move.to.process);
  // Among those of the house it is told as the group's own, on the phone and on the tablet.
  await amina.page.getByRole('button', { name: amina.say.process.chooseFor(title) }).click();
  await expect(amina.page.getByRole('button', { name })).toContainText(amina.say.process.own(1));
  await amina.page.getByRole('button', { name }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: written(tablet.say.work.process.forCase(title)) }).click();
  const chooser = page.getByRole('dialog');
  await expect(chooser.getByRole('button', { name })).toContainText(tablet.say.work.process.own(1));
  await chooser.getByRole('button', { name }).scrollIntoViewIfNeeded();
  await album.take('pickers', { tablet: page, owner: amina.page });
  await tablet.press(tablet.say.cancel, chooser);
  await amina.press(amina.say.back);
  await amina.chooseProcess(title, name, exported.minutes.typ);
  await begin(circle);
  await circle.screen.reads(STEP);
  await expect(page.getByText(STEP).first()).toBeVisible();
  await expect(amina.page.getByText(written(exported.steps[0]!.instruction.owner.fr)).first()).toBeVisible();
  await album.take('treated', { tablet: page, screen: circle.screen.page, owner: amina.page });
  await tablet.next.click();
  await circle.screen.reads(codevelopment.steps[1]!.name.fr);
});

test('in English: criteria, the parts of a turn, words without names; a bad value is told in a sentence', async ({ browser, cercle }) => {
  const album = new Album('editor');
  const tablet = await Tablet.open(browser, cercle.enrolment, { language: 'en' });
  const { page } = tablet;
  const say = tablet.say.own;
  const words = say.editor;
  await tablet.enrol('Solène');
  await tablet.newCycle({ organisation: 'Valmorel', facilitator: 'Solène', group: 'Group Orne', people: [] });
  await tablet.press(tablet.say.account.cycles.processes);
  await tablet.press(say.copyOf(crowds.name.en));

  // A criterion left empty is told, one that is written is kept.
  await page.getByText(words.precisions).click();
  await tablet.press(words.addCriterion);
  await tablet.press(words.addCriterion);
  await page.getByLabel(words.criterion(1), { exact: true }).fill('the tone');
  await expect(page.getByText('This text is missing.')).toBeVisible();
  await page.getByLabel(words.criterion(2), { exact: true }).scrollIntoViewIfNeeded();
  await album.take('criteria', { tablet: page });
  await tablet.press(words.removeCriterion(2));
  await expect(page.getByText('This text is missing.')).toHaveCount(0);

  // Turns that no number of members fills, more members at least than at most.
  const rounds = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: words.up(2) }) });
  await rounds.getByRole('button', { name: crowds.steps[1]!.name.en }).click();
  const parts = rounds.getByRole('group', { name: words.subGroups });
  await parts.getByLabel(words.typ, { exact: true }).first().fill('7');
  await parts.getByLabel(words.max, { exact: true }).first().fill('9');
  await parts.getByLabel(words.fewest).fill('9');
  await expect(rounds.getByText(/^Make 20 min a turn: no number of members makes 60 of it\.$/)).toBeVisible();
  await expect(rounds.getByText(/^Is 9, must be from 2 to 5\.$/)).toBeVisible();
  await parts.getByLabel(words.fewest).scrollIntoViewIfNeeded();
  await album.take('turns', { tablet: page });
  await parts.getByLabel(words.typ, { exact: true }).first().fill('2');
  await parts.getByLabel(words.max, { exact: true }).first().fill('2');
  await parts.getByLabel(words.fewest).fill('3');

  // A field without names is for others, and never asks to be read together besides: it always is.
  await tablet.press(words.addInput, rounds);
  await rounds.getByLabel(words.prompt).fill('An option');
  await expect(rounds.getByLabel(words.together)).toBeVisible();
  await rounds.getByLabel(words.by).selectOption('scribe');
  await rounds.getByLabel(words.together).check();
  await rounds.getByLabel(words.anonymous).scrollIntoViewIfNeeded();
  await album.take('together', { tablet: page });
  await rounds.getByLabel(words.anonymous).check();
  await expect(rounds.getByLabel(words.together)).toHaveCount(0);
  await expect(rounds.getByLabel(words.by)).toHaveValue('everyone');
  await expect(rounds.getByLabel(words.by).getByRole('option')).toHaveCount(2);
  await album.take('without-names', { tablet: page });
  expect(await violations(page, 'light')).toEqual([]);
  await tablet.press(words.save);
  await expect(page.getByText(words.saved(1))).toBeVisible();
});
