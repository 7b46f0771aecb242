// A page of a phone, shown for its test: in French, with nobody at the other end.
import { render } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Component } from 'svelte';
import { vi } from 'vitest';
import { words as fr } from '../../words/participant/fr';
import { Speech } from '../../words/speech.svelte';
import PageInContext from '../pages/PageInContext.test.svelte';
import type { Opener } from '../parts/opener';
import type { Phone } from '../phone.svelte';

/** Shows a page and says what the phone says, what it opens beside the page. */
export function showPage<Given extends Record<string, unknown>>(phone: Phone, page: Component<Given>, given: Given) {
  const loaders = { fr: () => Promise.resolve(fr), en: () => Promise.resolve(fr) };
  const say = vi.spyOn(phone.room, 'say').mockResolvedValue({ ok: true } as never);
  const open = vi.fn<Opener>();
  const shown = { page: page as unknown as Component<Record<string, unknown>>, given };
  const { unmount } = render(PageInContext, { phone, speech: new Speech(loaders, 'fr', fr), open, ...shown });
  return { say, open, user: userEvent.setup(), leave: () => (unmount(), phone.room.close()) };
}
