// A walk through every phase of a day, on every face, stopping wherever there is something to look at.
import { expect } from '@playwright/test';
import type { Circle } from './circle';
import type { Brought, Phone } from './phone';
import { readCatalogue } from './scenario';
import type { Language } from './words';

/** What is typed on the walk, in the language of the faces. */
const TYPED: Record<Language, { charter: string[]; cases: Brought[]; hope: string; headline: string; line: string }> = {
  fr: {
    charter: ['Ce qui se dit ici reste ici.', 'Chacun parle en son nom.'],
    cases: [
      { title: 'Comment dire non à mon directeur sans me fâcher avec lui ?', headline: 'Je dis oui, et je le fais payer.', expects: 'Des vécus.', emotionalLoad: 3 },
      { title: 'Un agent va mal : que puis-je dire, que dois-je faire ?', reserved: true, urgency: 3 },
    ],
    hope: 'Repartir avec une idée claire.',
    headline: 'Deux fantômes qui se croisent',
    line: 'Laisser passer, c’est aussi décider.',
  },
  en: {
    charter: ['What is said here stays here.', 'Speak from your own experience.'],
    cases: [
      { title: 'How do I say no to my director without a quarrel?', headline: 'I say yes, then resent it.', expects: 'Experiences.', emotionalLoad: 3 },
      { title: 'Someone in my team is unwell: what may I say, what must I do?', reserved: true, urgency: 3 },
    ],
    hope: 'To leave with one clear idea.',
    headline: 'Two ghosts passing each other',
    line: 'Letting it go is a decision too.',
  },
};

/** Somewhere to look. */
export type Look = (where: string) => Promise<void>;

/** Walks the day; `look` is called at every place. */
export async function walk(circle: Circle, language: Language, look: Look): Promise<void> {
  const { tablet, screen, phones } = circle;
  const [one, two] = phones as [Phone, Phone];
  const typed = TYPED[language];
  const [open, reserved] = typed.cases as [Brought, Brought];
  const process = readCatalogue().get('codeveloppement')!;
  const everyone = (act: (phone: Phone) => Promise<void>) => Promise.all(phones.map(act));
  const move = tablet.say.room.move;

  await look('welcome');
  await one.page.getByRole('button', { name: one.say.tools.phone }).click();
  await tablet.page.getByRole('button', { name: tablet.say.room.settings, exact: true }).click();
  await look('my phone, settings');
  await one.press(one.say.close);
  await tablet.press(tablet.say.close, tablet.page.getByRole('dialog'));

  await tablet.goOn(move.to.opening);
  await look('no charter yet');
  await tablet.writeCharter(typed.charter);
  await tablet.press(tablet.say.work.opening.ask);
  await one.reads(one.say.opening.heading);
  await look('charter');
  await everyone((phone) => phone.engage());
  await two.hope(typed.hope);
  await tablet.beginRound(one.name);
  await screen.reads(screen.say.turn.speaking(one.name));
  await look('round');

  await tablet.goOn(move.to.inventory);
  await one.reads(one.say.inventory.beforeHeading);
  await look('before writing');
  await tablet.openWindow(300);
  await one.beginCase();
  await one.typeCase(open);
  await two.bring(reserved);
  await look('writing');
  await one.press(one.say.form.send);
  await expect(one.card(open.title)).toBeVisible();
  await tablet.closeWindow();
  await tablet.reveal(2);
  await screen.reads(screen.say.inventory.revealed);
  await one.rank(open.title, 1);
  await two.rank(reserved.title, 1);
  await look('revealed');

  await tablet.goOn(move.to.process);
  await one.reads(one.say.process.heading);
  await look('processes');
  await one.page.getByRole('button', { name: one.say.process.chooseFor(open.title) }).click();
  await one.page.getByRole('button', { name: process.name[language] }).first().click();
  await tablet.page.getByRole('button', { name: tablet.say.work.process.forCase(open.title) }).click();
  const chooser = tablet.page.getByRole('dialog');
  await chooser.getByRole('button', { name: process.name[language] }).first().click();
  await look('a process, seen beforehand');
  await tablet.press(tablet.say.cancel, chooser);
  await one.press(one.say.process.take);
  await expect(one.card(open.title)).toContainText(process.name[language]);
  await two.chooseProcess(reserved.title, process.name[language], 60);

  await tablet.goOn(move.to.prioritisation);
  await one.reads(one.say.vote.beforeHeading);
  await look('before the vote');
  await tablet.openVote(3, 'live');
  await one.reads(one.say.vote.heading);
  await one.place({ [reserved.title]: 2 });
  await look('vote');
  await Promise.all(phones.slice(1).map((phone) => phone.place(phone === two ? { [open.title]: 2 } : { [open.title]: 2, [reserved.title]: 1 })));
  await tablet.closeVote(2 + 2 + 3 * (phones.length - 2));
  await screen.reads(screen.say.vote.result);
  await look('result');
  await expect(screen.page.getByRole('heading', { level: 1, name: screen.say.plan.heading })).toBeVisible({ timeout: 20_000 });
  await look('plan');
  await tablet.page.getByRole('button', { name: tablet.say.room.agenda.edit, exact: true }).click();
  await tablet.page.getByRole('group', { name: tablet.say.planning.title }).getByText(tablet.say.planning.blocks, { exact: true }).click();
  await look('the day, edited');
  await tablet.press(tablet.say.close, tablet.page.getByRole('dialog'));
  await tablet.pause('break');
  await screen.reads(screen.say.pauses.break);
  await look('pause');
  await tablet.resume();

  await tablet.goOn(move.to.treatment);
  await look('between two cases');
  await tablet.next.click();
  await screen.reads(process.steps[0]!.name[language]);
  const planned = tablet.page.getByRole('heading', { level: 1 });
  const owner = (await planned.innerText()).replace(/\s+/g, ' ').includes(open.title.slice(0, 20)) ? one : two;
  await tablet.openWindowIfClosed();
  await owner.give(typed.headline);
  await look('a step that is written');
  await tablet.page.getByRole('button', { name: tablet.say.work.treatment.askOf(owner.name) }).click();
  await expect(owner.page.getByText(owner.say.treatment.askedHeading)).toBeVisible();
  await look('asked for the screen');
  await owner.press(owner.say.treatment.askedYes);
  await screen.shows(typed.headline);
  await look('a text on the wall');
  await tablet.show('ideas');
  await screen.reads(screen.say.ideas.heading);
  await look('ideas');
  await tablet.show('code');
  await screen.reads(screen.say.join.label);
  await look('code');
  await tablet.show('black');
  await expect(screen.page.locator('main')).toHaveCSS('background-color', 'rgb(0, 0, 0)');
  await look('curtain');
  await tablet.show('step');
  for (const step of process.steps.slice(1)) {
    await tablet.goOn(move.step(step.name[language]));
    await screen.reads(step.name[language]);
    await look(step.id);
  }
  await tablet.goOn(move.endCase);
  await tablet.reads(tablet.say.work.treatment.between);

  await tablet.goTo(tablet.say.phases.closing);
  await one.noteLine(typed.line);
  await look('closing');
  await tablet.press(tablet.say.work.closing.rotiOpen);
  await everyone((phone) => phone.tapMark(4));
  await look('roti open');
  await tablet.press(tablet.say.work.closing.rotiClose);
  await screen.reads(screen.say.closing.rotiResult);
  await look('roti');
  await tablet.next.click();
  await look('about to close the day');
  await tablet.press(tablet.say.cancel, tablet.page.getByRole('dialog'));
  await tablet.closeDay();
  await screen.reads(screen.say.ended.heading);
  await one.reads(one.say.ended.heading);
  await look('ended');
}
