// A vote as a room lives it, over plain http under a name: a phone reloaded, a phone lost, somebody late.
import { expect, test as base } from '@playwright/test';
import { Album } from './album';
import { Cercle } from './cercle';
import { gather, type Circle } from './circle';
import { Phone } from './phone';
import { toRevealed } from './story';

/** The name under which the room is reached: no certificate, and nothing that a browser takes for secure. */
const NAME = 'room.lan';
const EIGHT = ['Amina', 'Bruno', 'Claire', 'Driss', 'Élodie', 'Fabrice', 'Gwenaëlle', 'Hugo'];
const TITLES = ['Comment dire non sans me fâcher ?', 'Faut-il recadrer un ami ?'] as const;

const test = base.extend<{ circle: Circle; cercle: Cercle }>({
  cercle: async ({}, use) => {
    const cercle = await Cercle.start(NAME);
    await use(cercle);
    await cercle.stop();
  },
  circle: async ({ browser, cercle }, use) => {
    await use(await gather(browser, cercle, { names: EIGHT.slice(0, 7), seats: EIGHT }));
    await Promise.all(browser.contexts().map((context) => context.close()));
  },
});
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`] }) });

test('eight phones on plain http: sealed, reloaded, lost, dealt again, late, counted, checked by each, one lied to', async ({ browser, cercle, circle }) => {
  test.setTimeout(240_000);
  const album = new Album('vote');
  const { tablet, screen, phones } = circle;
  const [amina, bruno, claire] = phones as [Phone, Phone, Phone];
  const box = tablet.say.work.box;
  expect(await amina.page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([false, 'undefined']);

  const [first, second] = TITLES;
  await toRevealed(circle, [[phones[5]!, { title: first }], [phones[6]!, { title: second }]]);
  await tablet.goTo(tablet.say.phases.prioritisation);
  await tablet.openVote(3, 'live');
  await amina.reads(amina.say.vote.heading);
  await expect(amina.page.getByText(amina.say.ballot.insecure)).toBeVisible();
  // One may choose while the box is being sealed; a page reloaded then has lost nothing.
  await amina.choosePlaces({ [second]: 2 });
  await album.take('sealing', { phone: amina.page, tablet: tablet.page, screen: screen.page });
  await amina.page.reload();
  await amina.hasPlaced(2);
  const words = await amina.boxWords();
  for (const phone of phones) expect(await phone.boxWords()).toEqual(words);
  await expect.poll(() => screen.boxWords()).toEqual(words);
  await screen.shows(screen.say.seal.agree(7, 7));
  await expect(tablet.page.getByText(box.sealed(21, 7))).toBeVisible();
  await bruno.place({ [first]: 1 });
  await album.take('sealed', { phone: amina.page, other: bruno.page, tablet: tablet.page, screen: screen.page });

  // One phone dies, one person comes late: the dots are dealt again, without the one and with the other.
  await claire.context.close();
  const hugo = await Phone.open(browser, cercle.origin, 'Hugo');
  await hugo.join(circle.code);
  await tablet.admit('Hugo');
  await hugo.press(hugo.say.opening.engage);
  await expect(hugo.page.getByText(hugo.say.ballot.without)).toBeVisible();
  await album.take('late', { phone: hugo.page, tablet: tablet.page });
  await expect(tablet.page.getByText(box.latecomers('Hugo'))).toBeVisible();
  await tablet.redeal(['Claire']);
  const there = [...phones.filter((phone) => phone !== claire), hugo];
  await expect(amina.page.getByText(amina.say.ballot.redealt)).toBeVisible();
  const again = await hugo.boxWords();
  expect(again).not.toEqual(words);
  for (const phone of there) expect(await phone.boxWords()).toEqual(again);
  await screen.shows(screen.say.seal.agree(7, 7));
  await amina.hasPlaced(2);
  await bruno.hasPlaced(1);
  await hugo.place({ [first]: 2, [second]: 1 });
  await album.take('dealt-again', { phone: amina.page, late: hugo.page, tablet: tablet.page, screen: screen.page });

  // One phone is given a list of the close that lacks a dot.
  await bruno.page.route('**/entries*', async (route) => {
    // By another's page: this machine does not know the name of the room.
    const list = await amina.page.evaluate((url) => fetch(url, { headers: { 'x-cercle': '1' } }).then((reply) => reply.json() as Promise<{ entries: unknown[] }>), route.request().url());
    await route.fulfill({ json: { ...list, entries: list.entries.slice(1) } });
  });
  await tablet.closeVote(6);
  await screen.reads(screen.say.vote.result);
  const rows = await screen.rowWords(screen.say.vote.result);
  expect(rows.map((row) => Number(/(\d+) points?$/.exec(row)![1]))).toEqual([3, 3]);
  for (const phone of there.filter((phone) => phone !== bruno)) await expect(phone.page.getByText(phone.say.ballot.counted)).toBeVisible();
  await expect(bruno.page.getByText(bruno.say.ballot.faults.tagsChanged)).toBeVisible();
  await screen.shows(screen.say.seal.disagree(1));
  await album.take('counted', { phone: amina.page, red: bruno.page, tablet: tablet.page, screen: screen.page });

  // The room goes on, the list is whole again: the phone stays red until its owner has read it.
  await bruno.page.unroute('**/entries*');
  await tablet.goTo(tablet.say.phases.closing);
  const { doubtOf, votes, read } = bruno.say.ballot;
  const notice = bruno.page.getByRole('heading', { name: doubtOf(votes.priority) });
  await bruno.page.reload();
  await expect(notice).toBeVisible();
  await album.take('gone-on', { phone: amina.page, red: bruno.page });
  await bruno.press(read);
  await expect(notice).toHaveCount(0);
  await expect(amina.page.getByText(amina.say.ballot.doubt)).toHaveCount(0);
  // Neither key nor choice is left on a phone.
  expect(await amina.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':ballot:')))).toEqual([]);
});
