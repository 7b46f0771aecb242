// Somebody gives, shows what they gave unasked, keeps it, and must leave before the end.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX } from './circle';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toFirstStep } from './story';

const TITLE = 'Comment dire non à mon directeur sans me fâcher ?';
const GIVEN = 'Lui proposer un moment à deux.';
const SECRET = 'Je le savais depuis lundi.';
const codevelopment = readCatalogue().get('codeveloppement')!;
const CONSULTATION = 3;

test('a text is offered to the screen unasked, taken off it, kept; whoever leaves says what becomes of their cases', async ({ browser, cercle }) => {
  const album = new Album('leaving');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno] = phones as [Phone, Phone];
  await toFirstStep(circle, amina, { title: TITLE }, codevelopment.name.fr, 60);
  for (const step of codevelopment.steps.slice(0, CONSULTATION)) {
    await screen.reads(step.name.fr);
    await tablet.next.click();
  }
  await screen.reads(codevelopment.steps[CONSULTATION]!.name.fr);
  await tablet.openWindow(null);
  await bruno.give(GIVEN);

  // The owner's notebook stays on her phone.
  const travelled: string[] = [];
  amina.page.on('request', (request) => travelled.push(request.postData() ?? ''));
  await amina.press(amina.say.tools.notes);
  await amina.page.getByLabel(amina.say.notes.label).fill(SECRET);
  expect(await amina.page.evaluate(() => JSON.stringify(localStorage))).toContain(SECRET);
  await amina.page.getByText(amina.say.closing.givenHeading).click();
  await amina.page.getByRole('switch', { name: amina.say.closing.keepText(GIVEN) }).check();
  await album.take('given-and-kept', { owner: amina.page });
  expect(travelled.join()).not.toContain(SECRET);

  // Offered unasked: the tablet shows it without asking; taken back, it is down.
  const pin = tablet.page.getByRole('button', { name: tablet.say.work.treatment.pinOf('Bruno') });
  await expect(pin).toHaveCount(0);
  await bruno.press(bruno.say.tools.notes);
  await bruno.press(bruno.say.notes.showText.room(GIVEN));
  await album.take('who-will-read-it', { writer: bruno.page });
  await bruno.press(bruno.say.notes.showYes.room);
  await pin.click();
  await screen.shows(GIVEN);
  await album.take('offered', { writer: bruno.page, tablet: tablet.page, screen: screen.page });
  await bruno.press(bruno.say.notes.takeBackText(GIVEN));
  await expect(screen.page.getByText(GIVEN)).toHaveCount(0);
  await expect(pin).toHaveCount(0);

  // She must leave: her phone asks at once what the closing asks of her alone.
  await amina.press(amina.say.notes.leave);
  await album.take('leaves', { owner: amina.page });
  await amina.press(amina.say.closing.leave);
  await amina.reads(amina.say.closing.leftHeading);
  await amina.page.getByLabel(TITLE).selectOption('carryOver');
  await amina.page.getByText(amina.say.closing.givenHeading).click();
  await expect(amina.page.getByRole('switch', { name: amina.say.closing.keepText(GIVEN) })).toBeChecked();
  await album.take('left', { owner: amina.page, tablet: tablet.page });
  expect(travelled.join()).not.toContain(SECRET);
});
