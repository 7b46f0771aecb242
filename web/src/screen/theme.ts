// Light for a projector in daylight, dark for a television: chosen by `?theme=dark` or the key D, and remembered.
import * as shelf from '../link/shelf';

const KEY = 'cercle:screen:theme';

type Theme = 'light' | 'dark';

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

/** Takes the theme of the address, else the one remembered, else light. */
export function firstTheme(search: string): void {
  const asked = new URLSearchParams(search).get('theme');
  if (asked === 'dark' || asked === 'light') shelf.write(KEY, asked);
  show(shelf.read(KEY) === 'dark' ? 'dark' : 'light');
}

/** From light to dark, or back. */
export function otherTheme(): void {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  shelf.write(KEY, theme);
  show(theme);
}
