import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { open, signIn, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-web-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a website's folder that is none is refused at the sign-in, and the right one is taken", async () => {
  const opened = await open(folder);
  const { client } = opened;
  await value(client.call("practice.enter", { journey: "b" }));
  await signIn(opened, ["host", "web"]);
  const { logins } = await value(client.call("host.suggest", {}));
  const web = logins.find(({ machine }) => machine === "web");
  if (web === undefined) throw new Error("practice suggests no machine of the website");
  const secrets = { key: null, passphrase: null, password: null, sudoPassword: null };
  for (const [root, why] of [
    ["/nosuch", "missing"],
    ["var/www", "relative"],
    ["/etc/nginx/nginx.conf", "no-folder"],
  ] as const) {
    expect(await client.call("host.connect", { ...web, ...secrets, root })).toMatchObject({
      ok: false,
      problem: { code: "web-root-bad", data: { path: root, why } },
    });
    const { connected } = await value(client.call("wizard.state", {}));
    expect([connected.host === null, connected.web]).toEqual([false, null]);
  }
  const again = await value(client.call("host.connect", { ...web, ...secrets }));
  expect(again.kind).toBe("connected");
  expect(opened.bugs).toEqual([]);
  await opened.wizard.close();
}, 60_000);
