// The tablet, as the facilitator uses it.
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { BlockKind } from '../src/wire/common';
import { facilitator, LOCALES, written, type Language } from './words';

/** The passphrase of a facilitator who guards nothing but a test. */
const PASSPHRASE = 'quatre mots pour rien du tout';

/** A block as the scenarios write it. */
export interface Block {
  kind: BlockKind;
  start: string;
  end: string;
}

/** How a group and its day are set up. */
export interface Setting {
  group: string;
  organisation: string;
  facilitator: string;
  people: readonly string[];
  blocks?: readonly Block[];
}

/** The facilitator's tablet. */
export class Tablet {
  readonly say: (typeof facilitator)['fr'];

  constructor(
    readonly page: Page,
    readonly language: Language = 'fr',
  ) {
    this.say = facilitator[language];
  }

  /** Opens a link on a tablet of its own. */
  static async open(browser: Browser, link: string, options: { language?: Language; dark?: boolean; timezoneId?: string } = {}): Promise<Tablet> {
    const { language = 'fr', dark = false, timezoneId } = options;
    const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, timezoneId, locale: LOCALES[language], hasTouch: true, colorScheme: dark ? 'dark' : 'light' });
    const page = await context.newPage();
    await page.goto(link);
    return new Tablet(page, language);
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  // Before a room.

  /** Makes the account that the link promises. */
  async enrol(name: string): Promise<void> {
    const say = this.say.account.enrol;
    await this.page.getByLabel(say.name, { exact: true }).fill(name);
    await this.page.getByLabel(say.passphrase, { exact: true }).fill(PASSPHRASE);
    await this.page.getByLabel(say.again, { exact: true }).fill(PASSPHRASE);
    await this.press(say.go);
    await this.reads(this.say.account.newCycle.title);
  }

  /** Signs in on a tablet that is not known. */
  async signIn(name: string): Promise<void> {
    const say = this.say.account.signIn;
    await this.page.getByLabel(say.name, { exact: true }).fill(name);
    await this.page.getByLabel(say.passphrase, { exact: true }).fill(PASSPHRASE);
    await this.press(say.go);
    await this.reads(this.say.account.cycles.title);
  }

  /** A group, first names, dates. */
  async newCycle(setting: Setting): Promise<void> {
    const say = this.say.account.newCycle;
    await this.page.getByLabel(say.group, { exact: true }).fill(setting.group);
    await this.page.getByLabel(say.organisation, { exact: true }).fill(setting.organisation);
    await this.page.getByLabel(say.people, { exact: true }).fill(setting.people.join('\n'));
    await this.page.getByLabel(say.date(1), { exact: true }).fill(today());
    await this.press(say.go);
    await this.reads(this.say.account.cycles.title);
  }

  /** Opens the first day, with its blocks, and enters its room. */
  async openDay(blocks?: readonly Block[]): Promise<void> {
    const say = this.say.account;
    await this.press(say.cycles.openDay(1));
    await this.reads(say.openDay.title(1));
    if (blocks) await this.setBlocks(blocks);
    await this.press(say.openDay.go);
    await this.reads(this.say.work.welcome.title);
  }

  /** Says block by block what the day is made of. */
  async setBlocks(blocks: readonly Block[]): Promise<void> {
    const say = this.say.planning.edit;
    const rows = this.page.getByRole('listitem').filter({ has: this.page.getByRole('combobox') });
    for (let last = (await rows.count()) - 1; last >= blocks.length; last -= 1) await rows.nth(last).getByRole('button', { name: written(say.remove('')) }).click();
    for (const [i, block] of blocks.entries()) {
      await this.page.getByLabel(say.kindOf(i + 1), { exact: true }).selectOption(block.kind);
      await this.page.getByLabel(say.fromOf(i + 1), { exact: true }).fill(block.start);
      await this.page.getByLabel(say.toOf(i + 1), { exact: true }).fill(block.end);
    }
  }

  /** The room code, as the top of the page says it. */
  async code(): Promise<string> {
    const said = await this.page.getByRole('banner').innerText();
    const found = /([2-9A-Z]{3}) ([2-9A-Z]{3})/.exec(said.replace(/\s+/g, ' '));
    if (!found) throw new Error(`no code in « ${said} »`);
    return `${found[1]}${found[2]}`;
  }

  // The door.

  /** Lets somebody in by name. */
  async admit(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `${this.say.room.door.admit} ${name}`, exact: true }).click();
  }

  /** Does not let somebody in. */
  async refuse(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `${this.say.room.door.refuse} ${name}`, exact: true }).click();
  }

  /** Lets in everyone at the door, once all have knocked. */
  async admitAll(count: number): Promise<void> {
    await this.page.getByRole('button', { name: this.say.room.door.admitAll(count), exact: true }).click();
  }

  /** The screen with these two words may show the room. */
  async pair(words: string): Promise<void> {
    const knock = this.page.locator('section', { hasText: this.say.room.door.screenWants }).filter({ hasText: written(words) });
    await knock.getByRole('button', { name: this.say.room.door.pair, exact: true }).click();
    await expect(this.page.getByText(this.say.room.screens(1), { exact: true })).toBeVisible();
  }

  /** Locks the door, or opens it. */
  async lock(locked: boolean): Promise<void> {
    const { door, settings } = this.say.room;
    await this.page.getByRole('button', { name: settings, exact: true }).click();
    await this.press(locked ? door.lock : door.unlock, this.page.getByRole('dialog'));
    await this.press(this.say.close, this.page.getByRole('dialog'));
  }

  // The moves.

  /** The one big next. */
  get next(): Locator {
    return this.page.locator('button.go');
  }

  /** Goes on, to what the button promises. */
  async goOn(promised: string | RegExp): Promise<void> {
    await expect(this.next).toHaveText(promised);
    await this.next.click();
  }

  /** The way back. */
  async goBack(): Promise<void> {
    await this.press(this.say.room.move.back);
  }

  /** Undoes the last move, within its ten seconds. */
  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: this.say.room.move.undo }).click();
  }

  /** Goes anywhere, by the menu. */
  async goTo(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: this.say.room.agenda.goTo, exact: true }).click();
    await this.page.getByRole('dialog').getByRole('button', { name }).click();
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
  }

  /** What the room screen is to show. */
  async show(what: 'step' | 'ideas' | 'code' | 'black'): Promise<void> {
    const { label, shows } = this.say.room.mirror;
    await this.page.getByRole('group', { name: label }).getByText(shows[what], { exact: true }).click();
  }

  /** Lets the day rest. */
  async pause(kind: 'break' | 'lunch' | 'aside'): Promise<void> {
    const { pause, agenda } = this.say.room;
    await this.page.getByRole('button', { name: agenda.pause, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByText(pause.kinds[kind], { exact: true }).click();
    await this.press(pause.go, dialog);
  }

  /** Takes the day up again. */
  async resume(): Promise<void> {
    await this.goOn(this.say.room.move.resume);
  }

  // Opening and rounds.

  /** Writes the charter with the group. */
  async writeCharter(lines: readonly string[]): Promise<void> {
    const say = this.say.work.opening;
    await this.page.getByRole('button', { name: new RegExp(`^(${say.write}|${say.amend})$`) }).click();
    await this.page.getByLabel(say.text, { exact: true }).fill(lines.join('\n'));
    await this.press(say.save);
    await expect(this.page.getByText(written(lines.at(-1)!))).toBeVisible();
  }

  /** Begins the round with the first in the order. */
  async beginRound(first: string): Promise<void> {
    await this.press(this.say.room.round.first(first));
    await expect(this.page.getByText(this.say.room.round.speaking(first), { exact: true }).first()).toBeVisible();
  }

  /** Gives the turn to the next, or ends the round after the last. */
  async turnTo(name: string | null): Promise<void> {
    await this.press(name === null ? this.say.room.round.last : this.say.room.round.next(name));
  }

  /** Frees somebody's seat. */
  async freeSeat(name: string): Promise<void> {
    const { people } = this.say.room;
    await this.page.getByRole('region', { name: people.title }).getByRole('button', { name }).click();
    const dialog = this.page.getByRole('dialog');
    await this.press(`${people.free}…`, dialog);
    await this.press(people.freeAsk(name), dialog);
    await expect(dialog).toHaveCount(0);
  }

  // Writing.

  /** Opens the write window, without an end or for so many seconds; for one role, if one is named. */
  async openWindow(seconds: number | null, role?: string): Promise<void> {
    const say = this.say.room.window;
    if (role) await this.press(role, this.page.getByRole('group', { name: say.writers }));
    const length = seconds === null ? say.noEnd : seconds % 60 === 0 && seconds >= 120 ? say.minutes(seconds / 60) : say.seconds(seconds);
    await this.page.locator('.window').getByRole('button', { name: length }).click();
    await expect(this.windowState).toHaveText(role ? say.openOnly(role) : say.open);
  }

  /** Whether people may write now, in a word. */
  get windowState(): Locator {
    return this.page.locator('.window .tag');
  }

  /** Opens the write window of a step, unless it opened by itself. */
  async openWindowIfClosed(): Promise<void> {
    if ((await this.windowState.innerText()) !== this.say.room.window.open) await this.openWindow(90);
  }

  /** Closes it. */
  async closeWindow(): Promise<void> {
    await this.press(this.say.room.window.close);
    await expect(this.windowState).toHaveText(this.say.room.window.closed);
  }

  /** Shows all cases to all, once so many have come. */
  async reveal(count: number): Promise<void> {
    const say = this.say.work.inventory;
    await expect(this.page.locator('.count .figure')).toHaveText(String(count));
    await this.page.getByRole('button', { name: `${say.reveal}…`, exact: true }).click();
    await this.press(say.reveal, this.page.getByRole('dialog'));
    await expect(this.page.getByRole('heading', { name: say.list(count) })).toBeVisible();
  }

  // The vote and the plan.

  /** Opens the vote on priorities. */
  async openVote(dots: 3 | 4 | 5 | 6, mode: 'live' | 'sealed'): Promise<void> {
    const say = this.say.work.vote;
    await this.page.getByRole('group', { name: say.dots }).getByText(String(dots), { exact: true }).click();
    await this.page.getByRole('group', { name: say.mode }).getByText(say[mode], { exact: true }).click();
    await this.press(say.open);
    await expect(this.page.getByRole('button', { name: `${say.close}…`, exact: true })).toBeVisible();
  }

  /** Deals the dots again, without these. */
  async redeal(without: readonly string[]): Promise<void> {
    const say = this.say.work.box;
    await this.page.getByRole('button', { name: `${say.redeal}…`, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    for (const name of without) await dialog.getByLabel(name).uncheck();
    await this.press(say.redeal, dialog);
    await expect(dialog).toHaveCount(0);
  }

  /** Closes it, once so many dots are placed. */
  async closeVote(placed: number): Promise<void> {
    const say = this.say.work.vote;
    await expect(this.page.locator('.figure').first()).toHaveText(String(placed));
    await this.page.getByRole('button', { name: `${say.close}…`, exact: true }).click();
    await this.press(say.close, this.page.getByRole('dialog'));
    await expect(this.page.getByText(say.closed).first()).toBeVisible();
  }

  /** The rows of a closed vote, once there is a plan too. */
  async ranking(): Promise<Locator> {
    const say = this.say.work.vote;
    await this.page.getByText(`${say.ranking} · ${say.closed}`, { exact: true }).click();
    return this.page.getByRole('region', { name: say.ranking }).getByRole('listitem');
  }

  /** The rows of the plan, in their order. */
  get slots(): Locator {
    return this.page.locator('article', { has: this.page.locator('.time') });
  }

  // The end.

  /** Closes the day: what was said is destroyed. */
  async closeDay(): Promise<void> {
    const say = this.say.work.closing;
    await this.goOn(this.say.room.move.close);
    const dialog = this.page.getByRole('dialog');
    await expect(dialog.getByText(say.noUndo)).toBeVisible();
    const field = dialog.getByLabel(say.orType(say.word));
    await field.fill(say.word);
    await field.press('Enter');
    await this.reads(this.say.work.ended.title);
  }

  // The least a page needs.

  /** Presses a button by its exact words. */
  async press(words: string, within: Page | Locator = this.page): Promise<void> {
    await within.getByRole('button', { name: words, exact: true }).click();
  }

  /** The heading of the work at hand. */
  async reads(heading: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
}

/** Today, as a date field wants it. */
export function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
