import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import {
  startPractice,
  type PracticeOptions,
  type PracticeWorld,
} from "../../electron/practice/world.ts";
import { part } from "./in-language.ts";
import { finding, press, takeSuggestions, toApproval } from "./walk.ts";
import { serveWizard, type Wizard } from "./wizard.ts";

/** A world of our own in this process, and a wizard that takes it for the real one. */
export interface RealWorld {
  readonly world: PracticeWorld;
  readonly wizard: Wizard;
  readonly stop: (keep?: "keep") => Promise<void>;
}

/** Starts both. The wizard is not in practice: logins are made by hand. `changed` as in `serveWizard`. */
export async function openRealWorld(
  stateFolder: string | null = null,
  options: PracticeOptions = {},
  changed: NodeJS.ProcessEnv = {},
): Promise<RealWorld> {
  const world = await startPractice(options);
  const wizard = await serveOver(world, stateFolder, changed);
  return {
    world,
    wizard,
    stop: async (keep) => {
      await wizard.stop(keep);
      await world.stop();
    },
  };
}

/** Serves a wizard over a world that runs in this process. */
export async function serveOver(
  world: PracticeWorld,
  stateFolder: string | null,
  changed: NodeJS.ProcessEnv = {},
): Promise<Wizard> {
  const folder = await mkdtemp(join(tmpdir(), "homeport-world-"));
  const root = join(folder, "root.pem");
  await writeFile(root, world.caFiles.join("\n"));
  const served = [
    ...(process.getuid?.() === 0 ? ["--as-root"] : []),
    ...world.dnsServers.flatMap((each) => ["--dns-server", each]),
    ...world.connectTo.flatMap((each) => ["--connect-to", each]),
    "--ca-file",
    root,
    "--acme-directory",
    world.acmeDirectory,
  ];
  return serveWizard(served, stateFolder, changed);
}

/** From the welcome to the login of a name's machine. */
export async function toLogin(page: Page, name: string): Promise<void> {
  await press(page, "Enter its name");
  await page.getByRole("textbox", { name: part(page, "Server name") }).fill(name);
  await press(page, "Look");
  await press(page, "Go on");
  await finding(page, "Sign in to the machine");
}

/** Fills in the login with a key file, and compares the key. */
export async function signInWithKey(
  page: Page,
  world: PracticeWorld,
  name: "a" | "b",
): Promise<void> {
  await fillLogin(page, world, name);
  await press(page, "Sign in");
  await press(page, "They match: sign in");
}

/** Fills in the login with a key file. */
export async function fillLogin(page: Page, world: PracticeWorld, name: "a" | "b"): Promise<void> {
  await fillMachine(page, world, name);
  await page.getByRole("radio", { name: part(page, /Key file/) }).click();
  await page.locator('input[type="file"]').setInputFiles({
    name: "id_ed25519",
    mimeType: "text/plain",
    buffer: Buffer.from(world.journeys[name].host.identity),
  });
  await page.getByText("id_ed25519").waitFor();
}

/** Fills in where a machine is reached and as whom. */
export async function fillMachine(
  page: Page,
  world: PracticeWorld,
  name: "a" | "b",
): Promise<void> {
  const { host, port, user } = world.journeys[name].host;
  await page.getByRole("textbox", { name: part(page, "Machine") }).fill(host);
  await page.getByRole("textbox", { name: part(page, "Port") }).fill(String(port));
  await page.getByRole("textbox", { name: part(page, "User") }).fill(user);
}

/**
 * Kills the wizard's process, once, when an operation comes to a machine of the world, before it has any
 * effect there; ends when the process has ended.
 */
export async function killAt({ world, wizard }: RealWorld, operation: string): Promise<void> {
  const { process: served } = wizard;
  const ended = once(served, "exit");
  let isDone = false;
  for (const { faults } of world.hosts.values()) {
    const take = faults.take.bind(faults);
    faults.take = (name) => {
      if (name !== operation || isDone) return take(name);
      isDone = true;
      served.kill("SIGKILL");
      return "cut-before";
    };
  }
  await ended;
}

/** A world of real doors with the wizard signed in to its host, and the plan waiting for the approval. */
export async function waitingForApproval(
  browser: Browser,
): Promise<{ readonly real: RealWorld; readonly page: Page }> {
  const real = await openRealWorld();
  const page = await real.wizard.open(browser);
  await toLogin(page, "one.example");
  await signInWithKey(page, real.world, "a");
  await finding(page, "Signed in");
  await press(page, "Go on");
  await takeSuggestions(page);
  await toApproval(page);
  return { real, page };
}
