// The plan changed by hand, in the open: by a finger, by the keyboard, and what either does to the guarantee.
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX, type Circle } from './circle';
import { Finger } from './finger';
import { readCatalogue } from './scenario';
import { toRevealed } from './story';
import type { Tablet } from './tablet';
import { facilitator, written } from './words';

const NAMES = ['Amina', 'Bruno', 'Claire', 'Driss'] as const;
const TITLES = ['Comment dire non à mon directeur ?', 'Comment rendre une équipe à son chef ?', 'Comment annoncer un départ ?', 'Comment tenir une réunion à douze ?'];
const SHORT = readCatalogue().get('partage_experiences')!;

/** A case of twenty-five minutes for each, planned. */
async function toPlan(circle: Circle): Promise<void> {
  const { tablet, phones } = circle;
  await toRevealed(circle, phones.map((phone, n) => [phone, { title: TITLES[n]! }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) await phone.chooseProcess(TITLES[n]!, SHORT.name.fr, 25);
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  await tablet.press(tablet.say.planning.make);
  await expect(tablet.slots).toHaveCount(phones.length);
}

/** The titles as they stand in each block. */
function order({ page }: Tablet): Promise<string[][]> {
  return page.locator('[data-block]').evaluateAll((blocks) => blocks.map((block) => [...block.querySelectorAll('article h4')].map((title) => title.textContent!.replace(/\s+/g, ' '))));
}

test('a slot is carried by a finger, or moved by the keyboard: the plan says at once whether it holds, and at what cost', async ({ browser, cercle }) => {
  const circle = await gather(browser, cercle, { names: NAMES });
  const { tablet } = circle;
  const { page } = tablet;
  const album = new Album('plan');
  const say = tablet.say.planning;
  await toPlan(circle);
  // Three before lunch, one after it, one block empty.
  const before = await order(tablet);
  expect(before.map((block) => block.length).sort()).toEqual([0, 1, 3]);
  expect(before[0]).toHaveLength(3);
  const [first, second] = [tablet.slots.nth(0), tablet.slots.nth(1)];
  const mark = page.locator('.drop span');
  const finger = await Finger.of(page);

  // A touch that goes nowhere, or that the system takes away, changes nothing.
  await finger.down(first.locator('.time'));
  await finger.toPart(second, 'lower');
  await expect(mark).toHaveText('11:28');
  await album.take('carried', { tablet: page });
  await page.keyboard.press('Escape');
  await expect(mark).toHaveCount(0);
  await finger.up();
  await finger.down(first.locator('.time'));
  await finger.toPart(second, 'lower');
  await expect(mark).toBeVisible();
  await finger.lost();
  await expect(mark).toHaveCount(0);
  expect(await order(tablet)).toEqual(before);
  await expect(page.getByText(say.byHand, { exact: true })).toHaveCount(0);

  // Put down after the second: they have changed places, and the plan says that it holds.
  await finger.down(first.locator('.time'));
  await finger.toPart(second, 'lower');
  await expect(mark).toHaveText('11:28');
  await finger.up();
  const [[one, two, three] = [], ...afternoon] = before;
  await expect.poll(() => order(tablet)).toEqual([[two, one, three], ...afternoon]);
  const line = page.locator('.sight');
  await expect(line).toContainText(say.cost.holds);
  await expect(line).toContainText(say.cost.against(0, 0, 0));
  await album.take('put down', { tablet: page });

  // The keyboard does the very same, and stays on the slot.
  await page.getByRole('button', { name: written(say.slot.earlier(one!)) }).press('Enter');
  await expect.poll(() => order(tablet)).toEqual(before);
  await expect(page.locator('article', { hasText: one! }).getByRole('button', { name: written(say.slot.later(one!)) })).toBeFocused();

  // Held at the foot, the page scrolls on to the block that is empty; held at the head, back.
  const empty = page.getByText(say.emptyBlock);
  const scroll = (await page.locator('.scroll').boundingBox())!;
  await finger.down(tablet.slots.nth(2).locator('.time'));
  await finger.to(scroll.y + scroll.height - 4);
  await expect(empty).toBeInViewport({ ratio: 1 });
  const begins = /\d\d:\d\d/.exec(await page.locator('[data-block]', { has: empty }).getByRole('heading').first().innerText())![0];
  // It may still be scrolling when the finger leaves the edge.
  await expect(async () => {
    await finger.toPart(empty, 'lower');
    expect(await mark.innerText()).toBe(begins);
  }).toPass();
  await finger.up();
  await expect.poll(async () => (await order(tablet)).map((block) => block.length)).toEqual([2, 1, 1]);
  await expect(line).toBeInViewport({ ratio: 1 });
  await expect(line).toContainText(say.cost.holds);
  await album.take('in another block', { tablet: page });
  for (const title of [three!, afternoon.flat()[0]!]) {
    await finger.down(page.locator('article', { hasText: title }).locator('.time'));
    await finger.to(scroll.y + 4);
    await expect(tablet.slots.first()).toBeInViewport({ ratio: 1 });
    await expect(async () => {
      await finger.toPart(tablet.slots.first(), 'upper');
      expect(await mark.innerText()).toBe('11:00');
    }).toPass();
    await finger.up();
    await expect.poll(async () => (await order(tablet))[0]![0]).toBe(title);
  }

  // Four do not fit there: the rule it breaks is named at once, and whose case can be held no more; and without one of them, whom that leaves out.
  const whose = (title: string) => NAMES[TITLES.findIndex((one) => one === title)]!;
  const last = whose((await order(tablet))[0]!.at(-1)!);
  await expect(line).toContainText(say.notEveryone(last));
  await expect(page.getByText(say.breaches.override(last))).toBeVisible();
  await album.take('too much for the block', { tablet: page });
  await page.getByRole('button', { name: written(say.slot.edit(one!)) }).press('Enter');
  await page.getByRole('button', { name: written(say.slot.remove(one!)) }).press('Enter');
  await expect(tablet.slots).toHaveCount(3);
  await expect(line).toContainText(say.notEveryone(whose(one!)));
  await expect(page.getByText(say.breaches.override(whose(one!)))).toBeVisible();
  await album.take('an override', { tablet: page });
});

test('what a hand keeps in its place is in everyone’s way: its release is offered, before anybody is asked for anything', async ({ browser, cercle }) => {
  const circle = await gather(browser, cercle, {
    names: NAMES,
    blocks: [
      { kind: 'opening', start: '09:00', end: '10:00' },
      { kind: 'treatment', start: '10:00', end: '12:05' },
      { kind: 'closing', start: '12:05', end: '12:35' },
    ],
  });
  const { tablet, phones } = circle;
  const { page } = tablet;
  const album = new Album('pin');
  const { slot, byHand, everyone, askToWait } = tablet.say.planning;
  const { pinned, release, feasible } = tablet.say.work.vote;
  await toPlan(circle);
  await expect(page.getByText(feasible(112, 115))).toBeVisible();

  // Before it, too little time for a case; after it, for three.
  const [first] = (await order(tablet)).flat() as [string, ...string[]];
  const kept = tablet.say.room.quoted(first);
  await page.getByRole('button', { name: written(slot.edit(first)) }).click();
  await page.getByLabel(written(slot.start(first))).fill('10:20');
  await expect(page.getByText(byHand, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: written(slot.pin(first)) }).click();
  await expect(page.locator('.sight')).toContainText(written(pinned(kept)));
  await expect(page.getByRole('region', { name: tablet.say.ways.title })).toHaveCount(0);
  for (const name of NAMES) await expect(page.getByRole('button', { name: askToWait(name) })).toHaveCount(0);
  for (const phone of phones) await expect(phone.page.getByRole('heading', { name: phone.say.ways.heading })).toHaveCount(0);
  await album.take('in the way', { tablet: page });

  const offer = page.getByRole('button', { name: written(release(kept)) });
  await offer.scrollIntoViewIfNeeded();
  await album.take('offered', { tablet: page });
  await offer.click();
  await expect(page.getByText(feasible(112, 115))).toBeVisible();
  await expect(page.getByText(everyone)).toBeVisible();
  await expect(page.getByText(byHand, { exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: written(slot.pin(first)) })).toHaveAttribute('aria-pressed', 'false');
  await album.take('released', { tablet: page });
});

test('the plan goes on one sheet of A4, in either language, and names no reserved case', async ({ browser, cercle }) => {
  const circle = await gather(browser, cercle, { names: SIX });
  const { tablet, phones } = circle;
  const { page } = tablet;
  const album = new Album('sheet');
  const brought = ['etude_de_cas', 'coaching_individuel', 'partage_experiences', 'demande_apports', 'mise_en_situation', 'faire_savoir'].map((id) => readCatalogue().get(id)!);
  const titles = [...TITLES, 'Comment parler d’argent avec les familles, sans que personne ne s’en aille blessé ?', 'Ce que la fusion a changé'];
  await toRevealed(circle, phones.map((phone, n) => [phone, { title: titles[n]!, reserved: n === 1 }]));
  await tablet.goOn(tablet.say.room.move.to.process);
  for (const [n, phone] of phones.entries()) await phone.chooseProcess(titles[n]!, brought[n]!.name.fr, brought[n]!.minutes.min);
  await tablet.goOn(tablet.say.room.move.to.prioritisation);
  await tablet.press(tablet.say.planning.make);
  await expect(tablet.slots).toHaveCount(6);

  await page.setViewportSize({ width: 794, height: 1123 });
  for (const language of ['fr', 'en'] as const) {
    const say = facilitator[language];
    if (language === 'en') {
      await tablet.press(tablet.say.room.settings);
      await tablet.press(tablet.say.otherLanguage);
      await tablet.press(say.close, page.getByRole('dialog'));
    }
    await page.emulateMedia({ media: 'print' });
    const sheet = page.locator('.sheet');
    await expect(sheet).toContainText(say.sheet.title);
    await expect(sheet).toContainText(say.sheet.reserved);
    await expect(sheet).not.toContainText(written(titles[1]!));
    for (const title of [titles[0]!, titles[4]!]) await expect(sheet).toContainText(written(title));
    await album.take(language, { tablet: page });
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMedia({ media: null });
  }
});
