// The program under test: the real binary, on a port and a directory of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';

const BINARY = process.env.CERCLE_BINARY ?? '../target/debug/cercle';
const START_MS = 20_000;

/** A running server. */
export class Cercle {
  /** The link by which the first facilitator enrols. */
  enrolment = '';
  #process: ChildProcess | null = null;
  #said = '';

  private constructor(
    readonly port: number,
    readonly data: string,
    readonly name: string | null,
  ) {}

  /** Starts a server that knows nobody yet; reached under a name, or as this machine. */
  static async start(name: string | null = null): Promise<Cercle> {
    const cercle = new Cercle(await freePort(), mkdtempSync(join(tmpdir(), 'cercle-e2e-')), name);
    await cercle.restart();
    cercle.enrolment = await cercle.#enrolmentLink();
    return cercle;
  }

  /** The address people open. */
  get origin(): string {
    return `http://${this.name ?? '127.0.0.1'}:${this.port}`;
  }

  /** Starts again on the same data and the same port. */
  async restart(): Promise<void> {
    const origin = this.name === null ? [] : ['--origin', this.origin];
    const child = spawn(BINARY, ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, ...origin], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (this.#said += bytes.toString()));
    await this.#until(async () => (await fetch(`http://127.0.0.1:${this.port}/ready`).catch(() => null))?.ok ?? false, 'the server is not ready');
  }

  /** Dies at once, as when the power fails. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops, and leaves nothing behind. */
  async stop(): Promise<void> {
    await this.#end('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  /** The files of the data directory in which these words can be read. */
  filesWith(words: string): string[] {
    const needles = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le')];
    return everyFile(this.data).filter((file) => {
      const bytes = readFileSync(file);
      return needles.some((needle) => bytes.includes(needle));
    });
  }

  #enrolmentLink(): Promise<string> {
    return this.#until(async () => /https?:\/\/\S+\/animer\/#enrol=\S+/.exec(this.#said)?.[0] ?? '', 'no enrolment link was printed');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async #until<T>(ask: () => Promise<T>, otherwise: string): Promise<T> {
    const deadline = Date.now() + START_MS;
    for (;;) {
      const answer = await ask();
      if (answer) return answer;
      if (Date.now() > deadline || this.#process?.exitCode != null) throw new Error(`${otherwise}:\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function everyFile(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? everyFile(path) : [path];
  });
}

/**
 * A port that nobody listens on, below those that the system gives to whoever calls out: of those none stays free
 * while its server is down, since whoever calls it then may be given the very port that they call.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_240, 32_768);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Scenes are given a server of their own; the pages they opened are closed after them. */
export const test = base.extend<{ cercle: Cercle }>({
  cercle: async ({ browser }, use) => {
    const cercle = await Cercle.start();
    await use(cercle);
    await Promise.all(browser.contexts().map((context) => context.close()));
    await cercle.stop();
  },
});
export { expect } from '@playwright/test';
