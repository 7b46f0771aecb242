// A network that misbehaves, for one page.
import type { Page, WebSocketRoute } from '@playwright/test';

/** A room's socket, as its address says. */
const SOCKET = /\/api\/rooms\/[^/]+\/socket/;

/** The cable of a page: it can be cut, and joined again. */
export interface Cable {
  cut(): Promise<void>;
  join(): Promise<void>;
}

/** Holds the cable of a page, from before its first socket. */
export async function cableOf(page: Page): Promise<Cable> {
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(SOCKET, (socket) => {
    const server = socket.connectToServer();
    open.add(socket);
    server.onClose((code, reason) => {
      open.delete(socket);
      void socket.close({ code, reason });
    });
  });
  return {
    // Going offline bars new requests only: the socket that is open is cut by hand.
    cut: async () => {
      await page.context().setOffline(true);
      await Promise.all([...open].map((socket) => socket.close({ code: 1001 })));
      open.clear();
    },
    join: () => page.context().setOffline(false),
  };
}

/** A proxy that lets no socket through: they fail before they open. */
export async function refuseSockets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Real = window.WebSocket;
    // Same origin, so that the page's policy lets it try: no socket answers there.
    window.WebSocket = class extends Real {
      constructor() {
        super(`ws://${location.host}/no-socket-passes`);
      }
    } as typeof WebSocket;
  });
}

/** A page of another version: it greets with a protocol that the server does not speak. */
export async function greetAsStranger(page: Page): Promise<void> {
  await page.routeWebSocket(SOCKET, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(String(message).replace(/"protocol":\d+/, '"protocol":9999')));
  });
}
