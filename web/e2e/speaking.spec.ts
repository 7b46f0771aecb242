// What is said aloud in a case: rounds from phone to phone, and what a move lets be read.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX } from './circle';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toFirstStep } from './story';
import { written } from './words';

const TITLE = 'Comment dire non à mon directeur sans me fâcher ?';
const catalogue = readCatalogue();
const sharing = catalogue.get('partage_experiences')!;
const hats = catalogue.get('six_chapeaux')!;

test('a round goes from phone to phone in a step: a pass comes back once, and nothing shows who passed', async ({ browser, cercle }) => {
  const album = new Album('round');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire, driss, elodie, fabrice] = phones as [Phone, Phone, Phone, Phone, Phone, Phone];
  const say = tablet.say.room.round;
  const pages = { owner: amina.page, first: bruno.page, other: claire.page, tablet: tablet.page, screen: screen.page };
  const speaks = async (phone: Phone, left: number) => {
    await screen.shows(screen.say.turn.speaking(phone.name));
    await expect(phone.page.getByRole('heading', { level: 1, name: phone.say.turn.yours })).toBeVisible();
    for (const other of phones.filter((one) => one !== phone)) await other.reads(other.say.treatment.listen);
    if (left) await screen.shows(screen.say.turn.left(left));
    else await expect(screen.page.getByText(screen.say.turn.left(1))).toHaveCount(0);
  };
  await toFirstStep(circle, amina, { title: TITLE }, sharing.name.fr, 30);

  // In a step that names no round one tap begins one, with everybody.
  await tablet.press(say.here);
  await speaks(amina, 5);
  await tablet.press(say.stop);
  await expect(screen.page.getByText(screen.say.turn.speaking('Amina'))).toHaveCount(0);
  for (const step of sharing.steps.slice(0, 2)) {
    await screen.reads(step.name.fr);
    await tablet.next.click();
  }
  await screen.reads(sharing.steps[2]!.name.fr);
  await album.take('named', { tablet: tablet.page });

  await tablet.beginRound('Bruno');
  await speaks(bruno, 4);
  await album.take('first', pages);
  await bruno.pass();
  await speaks(claire, 3);
  await claire.speak();
  await speaks(driss, 2);
  await album.take('passed', { ...pages, speaker: driss.page });
  await tablet.page.getByRole('button', { name: say.passLong('Driss') }).click();
  await speaks(elodie, 1);
  await elodie.speak();
  await speaks(fabrice, 0);
  // Whoever leaves hands on at once.
  await tablet.freeSeat('Fabrice');
  await screen.shows(screen.say.turn.speaking('Bruno'));
  await bruno.speak();
  await screen.shows(screen.say.turn.speaking('Driss'));
  await album.take('back', { ...pages, speaker: driss.page });
  await driss.pass();
  await expect(tablet.page.getByText(say.allDone)).toBeVisible();
  await expect(screen.page.getByText(/La parole est à/)).toHaveCount(0);
  await album.take('over', pages);
});

test('a move that lets texts be read says so, asks once, and is not undone', async ({ browser, cercle }) => {
  const album = new Album('reveals');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire] = phones as [Phone, Phone, Phone];
  const say = tablet.say.room.move;
  await toFirstStep(circle, amina, { title: TITLE }, hats.name.fr, 40);
  const together = hats.steps.findIndex((step) => step.inputs.some((input) => input.together));
  for (const step of hats.steps.slice(0, together)) {
    await screen.reads(step.name.fr);
    await tablet.next.click();
  }
  await screen.reads(hats.steps[together]!.name.fr);
  await tablet.openWindow(null);
  await bruno.give('Un médiateur.');
  await claire.give('Rien du tout.');
  const what = say.textsToAll(2);
  await expect(tablet.page.getByText(written(say.reveals(what)))).toBeVisible();
  for (const { page } of [tablet, amina, screen]) await expect(page.getByText('Un médiateur.')).toHaveCount(0);

  // A tap, or two, asks; nothing has moved.
  await tablet.next.dblclick();
  await expect(tablet.page.getByText(written(say.revealsAsk(what)))).toBeVisible();
  await album.take('asked', { tablet: tablet.page, phone: bruno.page, screen: screen.page });
  await tablet.press(say.revealsNo);
  await expect(tablet.page.getByText(written(say.revealsAsk(what)))).toHaveCount(0);
  await screen.reads(hats.steps[together]!.name.fr);
  for (const { page } of [tablet, amina]) await expect(page.getByText('Un médiateur.')).toHaveCount(0);

  await tablet.next.click();
  await tablet.press(say.revealsYes);
  await screen.reads(hats.steps[together + 1]!.name.fr);
  await expect(tablet.page.getByText('Un médiateur.')).toBeVisible();
  await expect(tablet.page.getByRole('button', { name: say.undo })).toHaveCount(0);
  await album.take('read', { tablet: tablet.page, phone: bruno.page });
});
