// Somebody comes once treatment has begun, and brings a case; how another ended is nobody else's to read.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX } from './circle';
import { violations } from './inspection';
import { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toFirstStep } from './story';
import { written } from './words';

const SHORT = readCatalogue().get('partage_experiences')!;
const FIRST = 'Comment dire non à mon directeur sans me fâcher ?';
const LATE = 'Comment rattraper un retard sans courir ?';

test('whoever comes late brings a case that the rest of the day is planned with; others read that a case is over, not how', async ({ browser, cercle }) => {
  const album = new Album('late');
  const circle = await gather(browser, cercle, { names: SIX.slice(0, 5), seats: [...SIX] });
  const { tablet, screen, phones, code } = circle;
  const [amina, bruno] = phones as [Phone, Phone];
  await toFirstStep(circle, amina, { title: FIRST }, SHORT.name.fr, 30);
  await screen.reads(SHORT.steps[0]!.name.fr);
  await amina.press(amina.say.treatment.stop);
  await expect(tablet.page.getByText(tablet.say.work.treatment.outcomes.stopped).first()).toBeVisible();
  await tablet.goTo(tablet.say.phases.prioritisation);

  // Over: that is all the screen and another's phone have to say of it.
  await screen.shows('Passé');
  await expect(bruno.page.getByText('Passé', { exact: true })).toBeVisible();
  await expect(amina.page.getByText(amina.say.outcomes.stopped)).toBeVisible();
  for (const page of [screen.page, bruno.page]) await expect(page.getByText(amina.say.outcomes.stopped)).toHaveCount(0);

  const fabrice = await Phone.open(browser, cercle.origin, 'Fabrice');
  await fabrice.join(code);
  await tablet.admit('Fabrice');
  await fabrice.press(fabrice.say.opening.engage);
  await expect(fabrice.page.getByText(written(fabrice.say.inventory.late))).toBeVisible();
  await album.take('asked', { late: fabrice.page, phone: bruno.page, owner: amina.page, screen: screen.page });
  expect(await violations(fabrice.page, 'light')).toEqual([]);
  await fabrice.beginCase();
  await fabrice.typeCase({ title: LATE });
  await fabrice.press(fabrice.say.form.send);
  await expect(fabrice.page.getByRole('button', { name: fabrice.say.inventory.add })).toHaveCount(0);
  await expect(tablet.page.getByText(written(LATE)).first()).toBeVisible();
  await album.take('brought', { late: fabrice.page, tablet: tablet.page });
});
