import { afterEach, expect, test, vi } from 'vitest';
import { TAB } from './keys';
import { Tabs } from './tabs.svelte';

afterEach(() => vi.unstubAllGlobals());

test('the newest tab follows the day, on a phone that knows no channels too', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const older = new Tabs();
  older.here();
  expect(localStorage.getItem(TAB)).not.toBeNull();
  // What another tab writes comes as an event; what this one writes does not.
  dispatchEvent(new StorageEvent('storage', { key: TAB }));
  expect(older.elsewhere).toBe(true);
  older.here();
  expect(older.elsewhere).toBe(false);
});
