// A day that does not fit: said before the vote, and got out of by the consent of those it concerns.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX } from './circle';
import { violations } from './inspection';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toRevealed } from './story';
import { written } from './words';
import { listed } from '../src/face/listed';

const LONG = readCatalogue().get('codeveloppement')!;
const CROWDS = readCatalogue().get('wise_crowds')!;
const SHORT = readCatalogue().get('partage_experiences')!;
const TITLES = [
  'Comment dire non à mon directeur sans me fâcher ?',
  'Comment tenir une équipe qui s’épuise ?',
  'Comment annoncer un départ que personne n’attend ?',
  'Comment préparez-vous une réunion qui compte ?',
  'Comment faites-vous avec les retards ?',
  'Comment parler d’argent avec les familles ?',
];

test('too much for the day: a no, told kindly; then a longer day, by everyone’s yes', async ({ browser, cercle }) => {
  const album = new Album('ways');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire] = phones as [Phone, Phone, Phone];
  await toRevealed(circle, phones.map((phone, n) => [phone, { title: TITLES[n]! }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) {
    const [process, minutes] = n < 3 ? ([LONG, 60] as const) : ([SHORT, 30] as const);
    await phone.chooseProcess(TITLES[n]!, process.name.fr, minutes);
  }
  await tablet.goOn(tablet.say.room.move.to.prioritisation);

  // Before the vote: one sentence, then the ways out, the smallest first.
  const say = tablet.say.ways;
  await expect(tablet.page.getByText(tablet.say.work.vote.infeasible(288, 240, 48))).toBeVisible();
  const ways = tablet.page.getByRole('region', { name: say.title }).getByRole('listitem');
  await expect(ways.first()).toContainText(say.steps.rounds(CROWDS.name.fr, 70));
  const longer = ways.filter({ hasText: written(say.steps.extend(94, '18:34')) });
  await album.take('infeasible', { tablet: tablet.page });

  // Two owners are asked to lighten; one says no, and nothing has changed.
  const lighter = ways.filter({ hasText: written(TITLES[0]!) }).filter({ hasText: written(TITLES[1]!) });
  await lighter.first().getByRole('button').click();
  await expect(tablet.page.getByText(say.waits('Amina et Bruno'))).toBeVisible();
  await expect(bruno.page.getByRole('heading', { name: bruno.say.ways.heading })).toBeVisible();
  await expect(claire.page.getByRole('heading', { name: claire.say.ways.heading })).toHaveCount(0);
  await album.take('asked', { tablet: tablet.page, phone: amina.page });
  for (const page of [tablet.page, amina.page]) expect(await violations(page, 'light')).toEqual([]);
  await amina.press(amina.say.ways.yes);
  await expect(amina.page.getByText(amina.say.ways.agreed)).toBeVisible();
  await expect(tablet.page.getByText(say.waits('Bruno'))).toBeVisible();
  await bruno.press(bruno.say.ways.no);
  await expect(tablet.page.getByText(say.declined)).toBeVisible();
  await expect(amina.page.getByRole('heading', { name: amina.say.ways.heading })).toHaveCount(0);
  await expect(tablet.page.getByText(tablet.say.work.vote.infeasible(288, 240, 48))).toBeVisible();
  for (const page of [screen.page, claire.page]) await expect(page.getByText(say.declined)).toHaveCount(0);
  await album.take('declined', { tablet: tablet.page, screen: screen.page });
  await tablet.press(say.putAway);

  // Everyone is asked for a longer day: counted, and done with the last yes.
  await longer.first().getByRole('button').click();
  await expect(phones[5]!.page.getByText(phones[5]!.say.ways.freeAll)).toBeVisible();
  await album.take('longer', { phone: phones[5]!.page });
  for (const [n, phone] of phones.entries()) {
    await expect(tablet.page.getByText(say.counted(n, 6))).toBeVisible();
    await phone.press(phone.say.ways.yes);
  }
  await expect(tablet.page.getByText(tablet.say.work.vote.feasible(288, 334))).toBeVisible();
  await expect(tablet.page.getByRole('region', { name: say.title })).toHaveCount(0);

  // The plan keeps its promise.
  await tablet.openVote(3, 'sealed');
  await tablet.closeVote(0);
  await expect(tablet.slots).toHaveCount(6);
  await expect(tablet.page.getByText(tablet.say.planning.everyone)).toBeVisible();
  await album.take('planned', { tablet: tablet.page, phone: amina.page });
});

test('whoever agrees to wait is told by nobody else’s screen', async ({ browser, cercle }) => {
  const album = new Album('ways-deferred');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  await toRevealed(circle, phones.map((phone, n) => [phone, { title: TITLES[n]! }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) await phone.chooseProcess(TITLES[n]!, SHORT.name.fr, n < 3 ? 45 : 35);
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  const say = tablet.say.ways;
  await expect(tablet.page.getByText(tablet.say.work.vote.infeasible(258, 240, 18))).toBeVisible();
  const waits = tablet.page.getByRole('listitem').filter({ hasText: say.steps.defer('Amina') });
  await waits.getByRole('button').click();
  const [amina, bruno] = phones as [Phone, Phone];
  await expect(amina.page.getByText(amina.say.ways.defer)).toBeVisible();
  await album.take('asked', { phone: amina.page });
  await amina.press(amina.say.ways.yes);
  await expect(tablet.page.getByText(say.deferred('Amina'))).toBeVisible();
  await tablet.press(tablet.say.planning.make);
  await expect(tablet.slots.first()).toBeVisible();
  await expect(amina.page.getByText(amina.say.ways.deferred)).toBeVisible();
  await album.take('deferred', { tablet: tablet.page, phone: amina.page, screen: screen.page });
  for (const page of [screen.page, bruno.page]) await expect(page.getByText(/report|première place|en premier/i)).toHaveCount(0);

  // It was theirs to give, and is theirs to take back.
  await amina.press(amina.say.ways.resume);
  await expect(tablet.page.getByText(tablet.say.work.vote.infeasible(258, 240, 18))).toBeVisible();
  await expect(tablet.page.getByText(say.deferred('Amina'))).toHaveCount(0);
});

test('too much for the day: a format for all at once, one slot in which each brings their own', async ({ browser, cercle }) => {
  const album = new Album('rounds');
  const circle = await gather(browser, cercle, { names: [...SIX] });
  const { tablet, screen, phones } = circle;
  // One of the cases is reserved: it is treated with the facilitator, and named nowhere.
  await toRevealed(circle, phones.map((phone, n) => [phone, { title: TITLES[n]!, reserved: n === 1 }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) await phone.chooseProcess(TITLES[n]!, LONG.name.fr, 60);
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  const say = tablet.say.planning;
  const ways = tablet.page.getByRole('region', { name: tablet.say.ways.title }).getByRole('listitem');
  await ways.filter({ hasText: written(tablet.say.ways.steps.rounds(CROWDS.name.fr, 70)) }).first().getByRole('button').click();
  await expect(tablet.page.getByText(written(say.rounds.taken(CROWDS.name.fr, 70, 6)))).toBeVisible();
  await tablet.press(say.make);
  await expect(tablet.slots).toHaveCount(1);
  await expect(tablet.slots.first()).toContainText(written(say.eachOwn(6)));
  await tablet.goOn(tablet.say.room.move.to.treatment);
  await screen.shows(screen.say.eachOwn(6));
  await expect(phones[3]!.page.getByText(written(TITLES[3]!)).first()).toBeVisible();
  await album.take('planned', { tablet: tablet.page, screen: screen.page, phone: phones[3]!.page });
  for (const page of [tablet.page, phones[3]!.page]) expect(await violations(page, 'light')).toEqual([]);

  await tablet.next.click();
  await tablet.next.click();
  await tablet.press(tablet.say.groups.draw);
  await expect(tablet.page.getByRole('group', { name: tablet.say.groups.group(1), exact: true }).getByText(tablet.say.groups.reserved)).toBeVisible();
  await tablet.press(tablet.say.groups.start);
  await screen.shows(screen.say.treatment.group(2));
  for (const title of TITLES) await expect(screen.page.getByText(written(title))).toHaveCount(0);
  await album.take('work', { tablet: tablet.page, screen: screen.page, phone: phones[3]!.page });

  // The day goes on in the first turns: those have been served, and the tablet names the others.
  const firsts = await Promise.all([1, 2].map((n) => tablet.page.getByRole('group', { name: tablet.say.groups.group(n), exact: true }).getByRole('listitem').first().innerText()));
  const had = (phone: Phone) => firsts.some((row) => row.startsWith(phone.name));
  const [came, waited] = [phones.filter(had), phones.filter((phone) => !had(phone))];
  expect(came).toHaveLength(2);
  await tablet.next.click();
  await screen.reads(CROWDS.steps[2]!.name.fr);
  await tablet.next.click();
  const missed = say.rounds.missed(listed(waited.map((phone) => phone.name), tablet.say.and));
  await expect(tablet.page.getByText(missed).first()).toBeVisible();
  await expect(came[0]!.page.getByText(came[0]!.say.outcomes.treated)).toBeVisible();
  await expect(waited[0]!.page.getByText(waited[0]!.say.outcomes.unfinished)).toBeVisible();
  for (const { page } of [screen, ...came]) await expect(page.getByText(missed)).toHaveCount(0);
  await album.take('over', { tablet: tablet.page, screen: screen.page, came: came[0]!.page, waited: waited[0]!.page });
  expect(await violations(tablet.page, 'light')).toEqual([]);

  // Somebody had theirs where the tool saw none: one tap says so.
  await tablet.press(waited[0]!.name, tablet.page.getByRole('group', { name: say.rounds.turns }).first());
  await expect(waited[0]!.page.getByText(waited[0]!.say.outcomes.treated)).toBeVisible();
});
