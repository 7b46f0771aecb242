// A phone, as its owner uses it.
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { LOCALES, participant, written, type Language } from './words';

/** A case as it is typed in. */
export interface Brought {
  title: string;
  headline?: string;
  expects?: string;
  kind?: 'preoccupation' | 'probleme' | 'projet';
  reserved?: boolean;
  urgency?: 1 | 2 | 3;
  importance?: 1 | 2 | 3;
  emotionalLoad?: 1 | 2 | 3;
}

/** Phones take their time to fill a box: nothing of it is to say whose. */
const SEALED_MS = 40_000;

/** Somebody's phone. */
export class Phone {
  readonly say: (typeof participant)['fr'];

  constructor(
    readonly page: Page,
    readonly name: string,
    readonly language: Language = 'fr',
  ) {
    this.say = participant[language];
  }

  /** Takes a phone out of a pocket and opens the address. */
  static async open(browser: Browser, origin: string, name: string, options: BrowserContextOptions & { language?: Language } = {}): Promise<Phone> {
    const { language = 'fr', ...rest } = options;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: LOCALES[language], ...rest });
    const page = await context.newPage();
    await page.goto(origin);
    return new Phone(page, name, language);
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  // The door.

  /** Types the room code. */
  async typeCode(code: string): Promise<void> {
    await this.page.getByLabel(this.say.door.code).fill(code);
    await this.press(this.say.door.go);
  }

  /** Types a first name and knocks. */
  async knock(name = this.name): Promise<void> {
    await this.page.getByLabel(this.say.door.name, { exact: true }).fill(name);
    await this.press(this.say.door.knock);
  }

  /** The code, the name, the knock. */
  async join(code: string): Promise<void> {
    await this.typeCode(code);
    await this.knock();
    await this.reads(this.say.door.waitingHeading);
  }

  /** The door has opened. */
  async isIn(name = this.name): Promise<void> {
    await this.reads(this.say.welcome.heading(name));
  }

  /** A code for another phone, shown once. */
  async returnCode(): Promise<string> {
    await this.page.getByRole('button', { name: this.say.tools.phone }).click();
    await this.press(this.say.phone.returnAsk);
    await expect(this.page.getByText(this.say.phone.returnNote)).toBeVisible();
    const code = await this.page.getByRole('dialog').locator('.code').innerText();
    await this.press(this.say.close);
    return code.trim();
  }

  /** Sits down again, on this phone, with a return code. */
  async comeBack(code: string): Promise<void> {
    await this.press(this.say.door.haveSeat);
    await this.page.getByLabel(this.say.door.returnCode).fill(code);
    await this.press(this.say.door.returnGo);
  }

  // Opening and rounds.

  /** "Je m'engage". */
  async engage(): Promise<void> {
    await this.press(this.say.opening.engage);
    await expect(this.page.getByText(this.say.opening.engaged)).toBeVisible();
  }

  /** A line of hope for the day. */
  async hope(line: string): Promise<void> {
    await this.page.getByLabel(this.say.opening.expectLabel).fill(line);
    await this.press(this.say.opening.expectSend);
    await expect(this.page.getByText(this.say.opening.expectGiven)).toBeVisible();
  }

  /** "I have spoken", when the turn has come. */
  async speak(): Promise<void> {
    await expect(this.page.getByText(this.say.turn.yours)).toBeVisible();
    await this.press(this.say.turn.done);
  }

  /** "I pass", when the turn has come. */
  async pass(): Promise<void> {
    await expect(this.page.getByText(this.say.turn.yours)).toBeVisible();
    await this.press(this.say.turn.pass);
  }

  // Cases.

  /** Begins a case. */
  async beginCase(): Promise<void> {
    const { add, addMore, prepare, resume } = this.say.inventory;
    await this.page.getByRole('button', { name: new RegExp(`^(${[add, addMore, prepare, resume].join('|')})$`) }).click();
    await this.reads(this.say.form.newHeading);
  }

  /** Types a case into the form that is open. */
  async typeCase(one: Brought): Promise<void> {
    const { form, kinds } = this.say;
    await this.choose(form.kind, kinds[one.kind ?? 'preoccupation']);
    await this.page.getByLabel(form.title, { exact: true }).fill(one.title);
    if (one.headline) await this.page.getByLabel(form.headline, { exact: true }).fill(one.headline);
    if (one.expects) await this.page.getByLabel(form.expects, { exact: true }).fill(one.expects);
    if (one.reserved) await this.page.locator('label', { has: this.page.getByRole('switch'), hasText: form.reserved }).click();
    if (one.urgency) await this.choose(form.urgency, form.levels.urgency[one.urgency - 1]!);
    if (one.importance) await this.choose(form.importance, form.levels.importance[one.importance - 1]!);
    if (one.emotionalLoad) await this.choose(form.load, form.levels.load[one.emotionalLoad - 1]!);
  }

  /** Brings a case: written, handed in, and acknowledged. */
  async bring(one: Brought): Promise<void> {
    await this.beginCase();
    await this.typeCase(one);
    await this.press(this.say.form.send);
    const card = this.card(one.title);
    await expect(card).toBeVisible();
    await expect(card.getByText(this.say.inventory.sending)).toHaveCount(0);
  }

  /** Marks an own case as first or second priority. */
  async rank(title: string, rank: 1 | 2): Promise<void> {
    const { first, second } = this.say.cases;
    const button = this.card(title).getByRole('button', { name: rank === 1 ? first : second });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  }

  /** Withdraws an own case, everywhere. */
  async withdraw(title: string): Promise<void> {
    await this.card(title).getByRole('button', { name: this.say.inventory.withdrawShort }).click();
    await this.press(this.say.inventory.withdrawYes);
    await expect(this.card(title)).toHaveCount(0);
  }

  /** Takes a process for an own case, its steps seen beforehand. */
  async chooseProcess(title: string, process: string, minutes: number): Promise<void> {
    const say = this.say.process;
    await this.page.getByRole('button', { name: say.chooseFor(title) }).click();
    await expect(this.page.getByText(written(title))).toBeVisible();
    await this.page.getByRole('button', { name: process }).first().click();
    await expect(this.page.getByText(say.stepsHeading)).toBeVisible();
    await this.page.getByRole('slider', { name: say.minutes }).fill(String(minutes));
    await this.press(say.take);
    await expect(this.card(title)).toContainText(written(`${process}, ${minutes} min`));
    await expect(this.card(title).getByText(say.waiting)).toHaveCount(0);
  }

  // The vote.

  /** Puts so many dots on each case, and waits until they are in the box. */
  async place(dots: Record<string, number>): Promise<void> {
    await this.choosePlaces(dots);
    await this.hasPlaced(Object.values(dots).reduce((sum, count) => sum + count, 0));
  }

  /** Puts so many dots on each case. */
  async choosePlaces(dots: Record<string, number>): Promise<void> {
    await this.reads(this.say.vote.heading);
    for (const [title, count] of Object.entries(dots)) {
      for (let n = 0; n < count; n += 1) await this.card(title).getByRole('button', { name: /^(Ajouter|Add)/ }).click();
    }
  }

  /** So many dots are in the box, which is sealed. */
  async hasPlaced(dots: number): Promise<void> {
    await expect(this.page.locator('.fate')).toContainText(this.say.vote.deposited(dots), { timeout: SEALED_MS });
  }

  /** The four words of the box, as this phone has computed them. */
  async boxWords(): Promise<string[]> {
    const four = this.page.locator('.four');
    await expect(four).toBeVisible({ timeout: SEALED_MS });
    return (await four.innerText()).split(' – ');
  }

  /** "I have finished". */
  async finish(): Promise<void> {
    await this.press(this.say.vote.done);
    await expect(this.page.getByRole('button', { name: this.say.vote.notDone })).toBeVisible();
  }

  /** A mark of the ROTI. */
  async tapMark(mark: number): Promise<void> {
    await this.tap(this.say.ballot.tap.roti, String(mark));
  }

  /** One tap among a few, and it is in the box. */
  async tap(question: string, answer: string): Promise<void> {
    await this.choose(question, answer);
    await expect(this.page.getByText(this.say.vote.deposited(1), { exact: true })).toBeVisible({ timeout: SEALED_MS });
  }

  // Writing.

  /** Writes under one question among several, and gives it. */
  async giveUnder(prompt: string, text: string): Promise<void> {
    const field = this.page.locator('section').filter({ has: this.page.getByLabel(prompt) }).last();
    await field.getByLabel(prompt).fill(text);
    await field.getByRole('button', { name: this.say.treatment.write }).click();
    await expect(this.page.locator('.card.on', { hasText: written(text) })).toBeVisible();
  }

  /** Writes in the first field that is asked, and gives it. */
  async give(text: string): Promise<void> {
    const field = this.page.locator('main textarea').first();
    await field.fill(text);
    await this.page.getByRole('button', { name: new RegExp(`^(${this.say.treatment.write}|${this.say.treatment.writeMore})$`) }).first().click();
    await expect(this.page.locator('.card.on', { hasText: written(text) })).toBeVisible();
  }

  /** Adds a line to one's own trace. */
  async noteLine(text: string): Promise<void> {
    await this.page.getByLabel(this.say.closing.kinds.learning.prompt).fill(text);
    await this.press(this.say.closing.add);
    await expect(this.page.locator('.card', { hasText: written(text) }).filter({ has: this.page.getByRole('switch') })).toBeVisible();
  }

  /** Says what becomes of an own case. */
  async settle(title: string, disposition: keyof Phone['say']['dispositions']): Promise<void> {
    const field = this.page.getByLabel(written(title));
    await field.selectOption({ label: this.say.dispositions[disposition] });
    await expect(field).toHaveValue(disposition);
  }

  // The least a page needs.

  /** A card, by what is written on it. */
  card(text: string): Locator {
    return this.page.locator('.card', { hasText: written(text) });
  }

  /** Presses a button by its exact words. */
  async press(words: string): Promise<void> {
    await this.page.getByRole('button', { name: words, exact: true }).click();
  }

  /** The heading of the page. */
  async reads(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }

  /** Chooses one of a few, by the words on it. */
  async choose(legend: string, label: string): Promise<void> {
    await this.page.getByRole('group', { name: legend }).locator('label', { hasText: label }).click();
  }
}
