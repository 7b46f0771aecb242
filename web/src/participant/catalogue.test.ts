import { afterEach, expect, test, vi } from 'vitest';
import { Catalogue } from './catalogue.svelte';

afterEach(() => vi.unstubAllGlobals());

test('a process that phones do not list is asked for once, when it is met', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const id = path.includes('process=') ? 'bocal' : 'codeveloppement';
    return new Response(JSON.stringify([{ id }]), { status: 200 });
  });
  const catalogue = new Catalogue('room');
  expect(catalogue.find('bocal')).toBeUndefined();
  await catalogue.load();
  expect(catalogue.find('bocal')).toBeUndefined();
  expect(catalogue.find('bocal')).toBeUndefined();
  await vi.waitFor(() => expect(catalogue.find('bocal')?.id).toBe('bocal'));
  expect(asked).toEqual(['/api/rooms/room/catalogue?face=participant', '/api/rooms/room/catalogue?face=participant&process=bocal']);
});
