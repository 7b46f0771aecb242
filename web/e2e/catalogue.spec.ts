// Every process of the catalogue on the faces, from its first step to its last.
import type { Page } from '@playwright/test';
import type { Input, Process, Role, Step } from '../src/wire/common';
import { Album } from './album';
import { expect, test } from './cercle';
import { gather, SIX, type Circle } from './circle';
import type { Phone } from './phone';
import { readCatalogue } from './scenario';
import { toFirstStep } from './story';
import { written } from './words';

const FIRST = 'codeveloppement';
const catalogue = readCatalogue();
const others = [...catalogue.values()].filter((one) => one.id !== FIRST);
const half = Math.ceil(others.length / 2);
const EIGHT = [...SIX, 'Gwenaëlle', 'Hugo'];
const title = 'Comment dire non à mon directeur sans me fâcher ?';

/** The faces of a walk: its owner reads French and a consultant English, or the other way round. */
class Walk {
  readonly album: Album;
  readonly #circle: Circle;

  constructor(circle: Circle, album: string) {
    this.#circle = circle;
    this.album = new Album(album);
  }

  /** Every step of a process under way. */
  async through(process: Process): Promise<void> {
    await this.giveRoles(process);
    for (const [at, step] of process.steps.entries()) {
      await this.reads(process, step, at);
      if (step.choices?.length) await this.asks(step);
      for (const [nth, input] of step.inputs.entries()) await this.writes(step, input, `${process.id} ${at} ${nth}`);
      await this.album.take(`${process.id}-${step.id}`, this.pages);
      if (at + 1 < process.steps.length) await this.goOn();
    }
  }

  /** Takes another process for the case at hand. */
  async change(process: Process): Promise<void> {
    const { tablet } = this.#circle;
    await tablet.press(tablet.say.work.treatment.changeProcess);
    const chooser = tablet.page.getByRole('dialog');
    await chooser.getByRole('button', { name: process.name[tablet.language] }).first().click();
    await tablet.press(tablet.say.work.process.go(process.name[tablet.language], process.minutes.typ), chooser);
    await expect(chooser).toHaveCount(0);
  }

  private get pages() {
    const { tablet, screen } = this.#circle;
    return { owner: this.owner.page, other: this.other.page, tablet: tablet.page, screen: screen.page };
  }

  private get owner(): Phone {
    return this.#circle.phones[0]!;
  }

  private get other(): Phone {
    return this.#circle.phones[1]!;
  }

  /** Whoever has a role, or one of those who have it. */
  private holder(role: Role): Phone {
    const { phones } = this.#circle;
    return { owner: phones[0]!, scribe: phones[2]!, observer: phones[3]!, timekeeper: phones[4]! }[role as 'owner'] ?? phones[1]!;
  }

  /** What the process offers is given by the tablet, one tap each. */
  private async giveRoles(process: Process): Promise<void> {
    const { tablet } = this.#circle;
    const say = tablet.say.work.treatment;
    for (const role of process.offers ?? []) {
      const give = say.give(tablet.say.roles[role]);
      const who = this.holder(role).name;
      const held = tablet.page.getByRole('button', { name: say.takeBack(tablet.say.roles[role], who) });
      await expect(tablet.page.getByRole('button', { name: give, exact: true }).or(held).first()).toBeVisible();
      if (await held.isVisible()) continue;
      await tablet.press(give);
      await tablet.page.getByRole('group', { name: give }).getByRole('button', { name: who }).click();
      await expect(held).toBeVisible();
    }
  }

  /** The step is named to the room, its words are on the tablet, and each phone has its own. */
  private async reads(process: Process, step: Step, at: number): Promise<void> {
    const { tablet, screen } = this.#circle;
    const [room, here] = [screen.language, tablet.language];
    await screen.reads(step.name[room]);
    await screen.shows(screen.say.treatment.step(at + 1, process.steps.length));
    await expect(tablet.page.getByText(written(step.facilitatorSays[here])).first()).toBeVisible();
    for (const [phone, says] of [[this.owner, step.instruction.owner], [this.other, step.instruction.group]] as const) {
      await expect(phone.page.getByText(written(says[phone.language])).first()).toBeVisible();
    }
    await expect(screen.page.getByText(written(step.facilitatorSays[room]))).toHaveCount(0);
  }

  /** A question that is tapped: by those it is asked of, told in counts. */
  private async asks(step: Step): Promise<void> {
    const { tablet, screen, phones } = this.#circle;
    const say = tablet.say.work.treatment;
    const choices = step.choices ?? [];
    await tablet.press(say.openVote);
    const asked = phones.filter((phone) => phone !== this.owner || step.phones.owner === 'vote');
    await Promise.all(asked.map((phone) => phone.tap(phone.say.ballot.tap.interest, choices[0]![phone.language])));
    await this.album.take(`${step.id}-asked`, this.pages);
    await tablet.press(say.closeVote);
    const counts = screen.page.getByRole('region', { name: screen.say.treatment.asked }).getByRole('listitem');
    await expect(counts.filter({ hasText: written(choices[0]![screen.language]) })).toContainText(String(asked.length));
  }

  /** Something is written while the window is open, and read by those it is for. */
  private async writes(step: Step, input: Input, words: string): Promise<void> {
    // Words of nobody come together, from three and more: they have a scene of their own.
    if (input.anonymous) return;
    const { tablet, screen } = this.#circle;
    const author = this.holder(input.by);
    await tablet.openWindow(null);
    await author.giveUnder(input.prompt[author.language], words);
    await this.album.take(`${step.id}-${input.id}`, this.pages);
    await tablet.closeWindow();
    const { owner, other } = this.pages;
    const mayRead: Page[] = { author: [], owner: [owner], group: [owner, other, tablet.page], room: [owner, other, tablet.page] }[input.visibility];
    // Whoever wrote it finds it in the notes, on a page of their own.
    for (const page of [owner, other, tablet.page, screen.page].filter((one) => one !== author.page)) {
      await expect(page.getByText(words)).toHaveCount(mayRead.includes(page) ? 1 : 0);
    }
  }

  /** To the next step; what is read by that is confirmed. */
  private async goOn(): Promise<void> {
    const { tablet } = this.#circle;
    await tablet.next.click();
    const confirm = tablet.page.getByRole('button', { name: tablet.say.room.move.revealsYes, exact: true });
    if (await confirm.isVisible()) await confirm.click();
  }
}

for (const [language, other, processes] of [['fr', 'en', others.slice(0, half)], ['en', 'fr', others.slice(half)]] as const) {
  test(`each process is run step by step: the room in ${language}, one phone in ${other} (${processes.map((one) => one.id).join(', ')})`, async ({ browser, cercle }) => {
    test.setTimeout(420_000);
    // As many as the process that wants most of them.
    const most = Math.max(SIX.length, ...processes.map((one) => one.groupFloor + 1));
    const circle = await gather(browser, cercle, { names: EIGHT.slice(0, most), language, otherwise: { [SIX[1]]: other } });
    const walk = new Walk(circle, `catalogue-${language}`);
    const first = catalogue.get(FIRST)!;
    await toFirstStep(circle, circle.phones[0]!, { title }, first.name[language], 90);
    if (language === 'fr') await walk.through(first);
    for (const process of processes) {
      await walk.change(process);
      await walk.through(process);
    }
  });
}
