// The room screen, as the room reads it.
import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { LOCALES, screen, type Language } from './words';

/** The screen on the wall. */
export class Screen {
  readonly say: (typeof screen)['fr'];

  constructor(
    readonly page: Page,
    readonly language: Language = 'fr',
  ) {
    this.say = screen[language];
  }

  /** Switches the screen on. */
  static async open(browser: Browser, origin: string, options: { language?: Language; dark?: boolean; timezoneId?: string } = {}): Promise<Screen> {
    const { language = 'fr', dark = false, timezoneId } = options;
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, timezoneId, locale: LOCALES[language] });
    const page = await context.newPage();
    await page.goto(`${origin}/ecran/${dark ? '?theme=dark' : ''}`);
    return new Screen(page, language);
  }

  /** Types the code; the two words to compare come back. */
  async knock(code: string): Promise<string> {
    await this.page.getByLabel(this.say.pairing.code).fill(code);
    await this.page.getByRole('button', { name: this.say.pairing.go, exact: true }).click();
    await expect(this.page.getByText(this.say.pairing.ask)).toBeVisible();
    const words = this.page.locator('h1.words');
    await expect(words).toBeVisible();
    return (await words.innerText()).trim();
  }

  /** What is written large at the top. */
  async reads(title: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** Somewhere on the sheet, now. */
  async shows(words: string | RegExp): Promise<void> {
    await expect(this.page.getByText(words).first()).toBeVisible();
  }

  /** The four words of the box. */
  boxWords(): Promise<string[]> {
    return this.page.getByRole('list', { name: this.say.seal.words }).getByRole('listitem').allTextContents();
  }

  /** Every row of the list, on whatever page of it. */
  rows(label: string | RegExp): Locator {
    return this.page.getByRole('list', { name: label }).locator('> li');
  }

  /** The words of every row, narrow spaces made plain. */
  async rowWords(label: string | RegExp): Promise<string[]> {
    const texts = await this.rows(label).allTextContents();
    return texts.map(plain);
  }
}

/** Words with plain spaces and plain apostrophes, to be compared. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/’/g, "'").trim();
}
