// The group's own processes: copied, edited, saved, carried as a file to another cycle, chosen and run.
import AxeBuilder from '@axe-core/playwright';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Process } from '../src/wire/common';
import { Album } from './album';
import { expect, test } from './cercle';
import { comeIn, SIX } from './circle';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toFirstStep } from './story';
import { Tablet } from './tablet';
import { written } from './words';

const codevelopment = readCatalogue().get('codeveloppement')!;
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
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await tablet.press(tablet.say.back);

  const exporting = page.waitForEvent('download');
  await page.getByRole('link', { name: say.exportOf(name) }).click();
  const file = join(cercle.data, (await exporting).suggestedFilename());
  await (await exporting).saveAs(file);
  const exported = JSON.parse(readFileSync(file, 'utf8')) as Process;
  expect([exported.version, exported.steps[0]!.name.fr, exported.steps[0]!.minutes.typ]).toEqual([2, STEP, 10]);
  await album.take('list', { tablet: page });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
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
  await toFirstStep(circle, amina, { title: 'Comment dire non à mon directeur ?' }, name, exported.minutes.typ);
  await circle.screen.reads(STEP);
  await expect(page.getByText(STEP).first()).toBeVisible();
  await expect(amina.page.getByText(written(exported.steps[0]!.instruction.owner.fr)).first()).toBeVisible();
  await album.take('treated', { tablet: page, screen: circle.screen.page, owner: amina.page });
  await tablet.next.click();
  await circle.screen.reads(codevelopment.steps[1]!.name.fr);
});
