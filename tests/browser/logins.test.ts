import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import ssh2 from "ssh2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser } from "./chromium.ts";
import { fillLogin, fillMachine, openRealWorld, toLogin } from "./real-world.ts";
import { finding, press } from "./walk.ts";

describe.skipIf(CHROMIUM === null)("Signing in by hand", { timeout: 300_000 }, () => {
  let browser: Browser;
  let home: string;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "homeport-login-"));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** The world with a home of its own for whoever starts the wizard, and no agent but this one. */
  const openAt = (agent?: string) =>
    openRealWorld(null, {}, { HOME: home, USERPROFILE: home, SSH_AUTH_SOCK: agent });

  test("names the usual key that is locked, and has a field for its passphrase open", async () => {
    const path = join(home, ".ssh", "id_rsa");
    await mkdir(join(home, ".ssh"));
    await writeFile(path, lockedKey("open sesame"), { mode: 0o600 });
    const real = await openAt();
    const page = await real.wizard.open(browser);
    await toLogin(page, "one.example");
    await fillMachine(page, real.world, "a");
    const field = page.getByRole("textbox", { name: "Passphrase of the key" });
    expect(await field.isVisible()).toBe(false);
    await press(page, "Sign in");
    await press(page, "They match: sign in");
    await page.getByRole("heading", { name: "The key is locked with a passphrase" }).waitFor();
    await page.getByText(`${path} can only be used with its passphrase.`).waitFor();
    await field.fill("another");
    await press(page, "Sign in");
    await page.getByText(`${path} has another one.`).waitFor();
    await field.fill("open sesame");
    await press(page, "Sign in");
    await page.getByRole("heading", { name: /does not let root in/ }).waitFor();
    await real.stop();
  });

  test("waits for a key file with something in it, and says why it is kept in memory alone", async () => {
    const real = await openAt();
    const page = await real.wizard.open(browser);
    await toLogin(page, "one.example");
    await page.getByText(/This sign-in stays in memory/).waitFor();
    await fillMachine(page, real.world, "a");
    await page.getByRole("radio", { name: /Key file/ }).click();
    const button = page.getByRole("button", { name: "Sign in", exact: true });
    await expectDisabled(button);
    const empty = { name: "id_empty", mimeType: "text/plain", buffer: Buffer.from("\n") };
    await page.locator('input[type="file"]').setInputFiles(empty);
    await page.getByText("id_empty is empty.").waitFor();
    await expectDisabled(button);
    await fillLogin(page, real.world, "a");
    expect(await page.getByText("id_empty is empty.").count()).toBe(0);
    await press(page, "Sign in");
    await press(page, "They match: sign in");
    await finding(page, "Signed in");
    await real.stop();
  });

  test("is what would help where no plan is to be had without it, said once and as it is done here", async () => {
    const real = await openAt();
    const page = await real.wizard.open(browser);
    await toLogin(page, "nosuch.example");
    await press(page, "I have no SSH");
    await press(page, "Take the rest as suggested");
    await finding(page, /There is no way yet for others to reach nosuch\.example/);
    expect(await page.getByText("Sign in to the machine that is to serve.").count()).toBe(1);
    expect(await page.locator("main").innerText()).not.toMatch(/--host|`homeport/);
    await real.stop();
  });

  test.skipIf(process.platform === "win32")("works by an SSH agent alone", async () => {
    const socket = join(home, "agent");
    // The socket is there before the wizard starts; the key comes with the world.
    const held: { identity: string } = { identity: "" };
    const { server, signed } = await startAgent(socket, held);
    const real = await openAt(socket);
    held.identity = real.world.journeys.a.host.identity;
    const page = await real.wizard.open(browser);
    await toLogin(page, "one.example");
    await fillMachine(page, real.world, "a");
    await page.getByRole("radio", { name: /^SSH agent/ }).click();
    await press(page, "Sign in");
    await press(page, "They match: sign in");
    await finding(page, "Signed in");
    await real.stop();
    expect(signed()).toBeGreaterThan(0);
    server.close();
  });
});

async function expectDisabled(button: {
  readonly isDisabled: () => Promise<boolean>;
}): Promise<void> {
  expect(await button.isDisabled()).toBe(true);
}

/** A key in a form that is made without any program, locked. */
function lockedKey(passphrase: string): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const form = { type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase } as const;
  return privateKey.export(form).toString();
}

/** An agent that holds one key, in this process. */
async function startAgent(socket: string, held: { readonly identity: string }) {
  const keyOf = () => {
    const parsed = ssh2.utils.parseKey(held.identity);
    if (parsed instanceof Error) throw parsed;
    return parsed;
  };
  let signed = 0;
  const server = createServer((connection) => {
    const agent = new ssh2.AgentProtocol(false);
    agent.on("identities", (request) => agent.getIdentitiesReply(request, [keyOf()]));
    agent.on("sign", (request, _key, data) => {
      signed += 1;
      agent.signReply(request, keyOf().sign(data));
    });
    connection.on("error", () => undefined);
    connection.pipe(agent).pipe(connection);
  });
  server.listen(socket);
  await once(server, "listening");
  return { server, signed: () => signed };
}
