import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { z } from "zod";
import { paths } from "../../build/paths.ts";
import { isPseudo } from "../../renderer/words/pseudo.ts";
import { speaksPseudo } from "./in-language.ts";
import { showLongNames } from "./long-names.ts";

const Told = z.union([
  z.object({ url: z.string() }),
  z.object({ again: z.string() }),
  z.object({ approval: z.string() }),
]);

/** How long a page may take to show something, in ms; other tests may be running beside. */
export const LONGEST_MS = 45_000;

/** Kinds of addresses that `serve` tells. */
type Kind = "url" | "again" | "approval";

/** A served wizard, and the pages that look at it. */
export interface Wizard {
  readonly process: ChildProcess;
  readonly stateFolder: string;
  /** The next address of a kind that `serve` tells; waits for it. */
  readonly next: (kind: Kind) => Promise<string>;
  /** Opens the wizard in a fresh window, at the address that works once. */
  readonly open: (browser: Browser, options?: OpenOptions) => Promise<Page>;
  /** Closes a window and opens another one, at an address that was asked for without the old one's rights. */
  readonly reopen: (page: Page, browser: Browser, options?: OpenOptions) => Promise<Page>;
  /** Answers the next approval, which stands on a page of its own, once that was looked at. */
  readonly approve: (
    browser: Browser,
    answer?: "yes" | "no",
    look?: (page: Page) => Promise<void>,
  ) => Promise<string>;
  /** Ends `serve`; `keep` leaves the state folder for another one. */
  readonly stop: (keep?: "keep") => Promise<void>;
}

/** How a window is opened. */
export interface OpenOptions {
  readonly language?: string;
  /** Long names stand wherever the engine tells a name. */
  readonly long?: boolean;
  readonly context?: BrowserContextOptions;
}

/**
 * Starts `homeport serve --no-open` with further options, in a state folder of its own unless one is given.
 * `changed`: variables of the environment that differ from ours; undefined takes one out.
 */
export async function serveWizard(
  options: readonly string[],
  stateFolder: string | null = null,
  changed: NodeJS.ProcessEnv = {},
): Promise<Wizard> {
  const folder = stateFolder ?? (await mkdtemp(join(tmpdir(), "homeport-browser-")));
  const served = spawn(
    process.execPath,
    [paths.commandLine, "serve", "--no-open", "--state", folder, ...options],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...changed } },
  );
  const next = listenTo(served);
  const opened: BrowserContext[] = [];
  const wizard: Wizard = {
    process: served,
    stateFolder: folder,
    next,
    open: async (browser, opening = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: "reduce",
        acceptDownloads: true,
        ...opening.context,
      });
      opened.push(context);
      context.setDefaultTimeout(LONGEST_MS);
      const page = await context.newPage();
      const address = new URL(await next("url"));
      if (opening.language !== undefined) address.searchParams.set("lang", opening.language);
      if (isPseudo(opening.language ?? "")) speaksPseudo(page);
      if (opening.long === true) await showLongNames(page);
      await page.goto(address.href);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return page;
    },
    reopen: async (page, browser, opening) => {
      const lost = await page.context().newPage();
      const { origin } = new URL(page.url());
      await page.close();
      await lost.goto(origin);
      await lost.getByRole("heading", { name: "This address does not work any more" }).waitFor();
      await lost.close();
      return wizard.open(browser, opening);
    },
    approve: (browser, answer = "yes", look = async () => {}) =>
      approve(browser, next, answer, look),
    stop: async (keep) => {
      for (const context of opened) await context.close();
      if (served.exitCode === null && served.signalCode === null) {
        served.kill("SIGTERM");
        await once(served, "exit");
      }
      if (keep !== "keep") await rm(folder, { recursive: true, force: true });
    },
  };
  return wizard;
}

function listenTo(served: ChildProcess): Wizard["next"] {
  const told: { readonly kind: string; readonly address: string }[] = [];
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const each of waiting.splice(0)) each();
  };
  const lines = createInterface({ input: served.stdout ?? process.stdin });
  lines.on("line", (line) => {
    if (!line.startsWith("{")) return;
    const parsed = Told.safeParse(JSON.parse(line));
    if (!parsed.success) return;
    for (const [kind, address] of Object.entries(parsed.data)) told.push({ kind, address });
    wake();
  });
  served.once("exit", wake);
  return async (kind) => {
    for (;;) {
      const at = told.findIndex((each) => each.kind === kind);
      const found = at < 0 ? undefined : told.splice(at, 1)[0];
      if (found !== undefined) return found.address;
      if (served.exitCode !== null) throw new Error(`serve ended (${served.exitCode})`);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
  };
}

async function approve(
  browser: Browser,
  next: Wizard["next"],
  answer: "yes" | "no",
  look: (page: Page) => Promise<void>,
): Promise<string> {
  const page = await browser.newPage();
  await page.goto(await next("approval"));
  await look(page);
  const said = await page.locator("main").innerText();
  const buttons = page.getByRole("button");
  const filter = answer === "yes" ? { hasNotText: "Not now" } : { hasText: "Not now" };
  await buttons.filter(filter).click();
  await page.close();
  return said;
}
