import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('src/style/tokens.css', 'utf8');

/** The custom properties between the selector and its closing brace. */
function declared(selector: string): string[] {
  const from = css.indexOf('{', css.indexOf(selector)) + 1;
  return (css.slice(from, css.indexOf('}', from)).match(/--[\w-]+:[^;]+/g) ?? []).sort();
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function palette(selector: string): Record<string, string> {
  return Object.fromEntries(declared(selector).map((line) => line.split(/:\s*/) as [string, string]));
}

test('both spellings of the dark theme are alike', () => {
  expect(declared(':root:not([data-theme="light"])')).toEqual(declared(':root[data-theme="dark"]'));
});

const PAIRS: [string, string, number][] = [
  ['--ink', '--paper', 7],
  ['--ink', '--surface', 7],
  ['--ink', '--pine-mist', 7],
  ['--ink-2', '--paper', 7],
  ['--ink-2', '--sunk', 4.5],
  ['--ink-2', '--pine-mist', 4.5],
  ['--pine', '--paper', 4.5],
  ['--pine', '--pine-soft', 4.5],
  ['--on-pine', '--pine', 4.5],
  ['--clay', '--clay-soft', 4.5],
  ['--gold', '--gold-soft', 4.5],
  ['--plum', '--plum-soft', 4.5],
  ['--danger', '--surface', 4.5],
  ['--danger', '--danger-soft', 4.5],
  ['--edge', '--surface', 3],
];

for (const [theme, selector] of [['light', ':root {'], ['dark', ':root[data-theme="dark"]']] as const) {
  test.each(PAIRS)(`${theme}: %s on %s is at least %d:1`, (text, ground, least) => {
    const colours = palette(selector);
    expect(contrast(colours[text]!, colours[ground]!)).toBeGreaterThanOrEqual(least);
  });
}
