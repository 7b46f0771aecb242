// What may be wrong with a page: what axe finds, what runs over its edge, a word in the other language.
import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe looks for: in the light everything, in the dark the colours, which alone are others. */
const SOUGHT: Record<Theme, RunOptions> = {
  light: { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] },
  dark: { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] },
};

export type Theme = 'light' | 'dark';

/** Words that a page in English does not have; those that English has too are left out. */
export const FRENCH = /(?<![\p{L}’'-])(le|la|les|des|une|du|et|est|sont|vous|votre|vos|nous|pour|sur|dans|avec|qui|que|pas|cette|ces|au|aux|sera|ou|où|chacun|reste|personne|étape|cas|salle|écran|journée)(?![\p{L}’'-])/iu;

/** Everything a page says, to eyes and to ears. */
export function sentences(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll('[aria-label],[alt],[title],[placeholder]')) {
      // A name in another language says so: the switch that leads to it.
      if (element.closest('[lang]') !== document.documentElement) continue;
      for (const name of ['aria-label', 'alt', 'title', 'placeholder']) said.push(element.getAttribute(name) ?? '');
    }
    const foreign = [...document.querySelectorAll('[lang]')].filter((element) => element !== document.documentElement);
    return foreign.reduce((rest, element) => rest.map((one) => one.replaceAll((element as HTMLElement).innerText, '')), said).filter(Boolean);
  });
}

/** What axe finds wrong with a page, once its colours have come to rest. */
export async function violations(page: Page, theme: Theme): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (sought) => {
    await Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => undefined)));
    const found = await (window as unknown as { axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(sought);
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }, SOUGHT[theme]);
}

/** How many pixels of a page are beyond the right edge of a phone 320 pixels wide, and at twice the text. */
export async function beyond(page: Page): Promise<{ at320: number; atTwiceTheText: number }> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 568 });
  const at320 = await overflow(page);
  await page.setViewportSize(size);
  await letters(page, '200%');
  const atTwiceTheText = await overflow(page);
  await letters(page, '');
  return { at320, atTwiceTheText };
}

/** How many pixels of a page are beyond its right edge, once it has been laid out anew. */
async function overflow(page: Page): Promise<number> {
  const pixels = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(pixels, { timeout: 1_000 }).toBe(0).catch(() => undefined);
  return pixels();
}

const letters = (page: Page, size: string) => page.evaluate((wanted) => document.documentElement.style.setProperty('font-size', wanted), size);

/** Puts a page in a theme: a screen has a key for it, others follow the machine. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  const worn = await page.evaluate(() => (location.pathname.startsWith('/ecran') ? document.documentElement.dataset.theme : undefined));
  if (worn !== undefined && worn !== theme) await page.keyboard.press('d');
}

/** Collects every fault, so that one run tells them all. */
export class Faults {
  #found: string[] = [];
  note(where: string, face: string, what: string): void {
    this.#found.push(`${where}, ${face}: ${what}`);
  }
  async ofShape(where: string, face: string, page: Page): Promise<void> {
    const { at320, atTwiceTheText } = await beyond(page);
    if (at320 > 0) this.note(where, face, `${at320} px beyond 320`);
    if (atTwiceTheText > 0) this.note(where, face, `${atTwiceTheText} px beyond the edge at 200 % text`);
  }
  async ofAxe(where: string, face: string, page: Page, theme: Theme): Promise<void> {
    for (const fault of await violations(page, theme)) this.note(where, `${face} (${theme})`, fault);
  }
  none(): void {
    expect(this.#found.join('\n')).toBe('');
  }
}
