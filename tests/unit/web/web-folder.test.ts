import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { end, open, signIn, value, type Opened } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-web-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secrets = { key: null, passphrase: null, password: null, sudoPassword: null };

/** To practice's website, whose login needs only a folder any more. */
async function openWebsite(): Promise<{
  readonly opened: Opened;
  readonly signInAt: (root: string | null) => ReturnType<Opened["client"]["call"]>;
}> {
  const opened = await open(folder);
  const { client } = opened;
  await value(client.call("practice.enter", { journey: "b" }));
  await signIn(opened, ["host", "web"]);
  const { logins } = await value(client.call("host.suggest", {}));
  const web = logins.find(({ machine }) => machine === "web");
  if (web === undefined) throw new Error("practice suggests no machine of the website");
  const signInAt = (root: string | null) =>
    client.call("host.connect", { ...web, ...secrets, root: root ?? web.root });
  return { opened, signInAt };
}

test("a website's folder that is none is refused at the sign-in, and the right one is taken", async () => {
  const { opened, signInAt } = await openWebsite();
  const { client } = opened;
  for (const [root, why] of [
    ["/nosuch", "missing"],
    ["var/www", "relative"],
    ["/etc/nginx/nginx.conf", "no-folder"],
  ] as const) {
    expect(await signInAt(root)).toMatchObject({
      ok: false,
      problem: { code: "web-root-bad", data: { path: root, why } },
    });
    const { connected } = await value(client.call("wizard.state", {}));
    expect([connected.host === null, connected.web]).toEqual([false, null]);
  }
  expect(await signInAt(null)).toMatchObject({
    ok: true,
    value: { kind: "connected", warnings: [] },
  });
  expect(opened.bugs).toEqual([]);
  await opened.wizard.close();
}, 60_000);

test("a folder that the website is not served from is doubted at the sign-in, and nothing is written there", async () => {
  const { opened, signInAt } = await openWebsite();
  const elsewhere = "/usr/share/nginx/html";
  const doubt = {
    code: "web-root-elsewhere",
    severity: "warning",
    data: { path: elsewhere, host: "two.example", url: "https://two.example/index.html" },
  };
  expect(await signInAt(`${elsewhere}/`)).toMatchObject({
    ok: true,
    value: {
      kind: "connected",
      warnings: [{ ...doubt, data: { ...doubt.data, path: `${elsewhere}/` } }],
    },
  });
  // A folder with nothing to compare tells nothing.
  expect(await signInAt("/etc/nginx")).toMatchObject({ ok: true, value: { warnings: [] } });
  expect(opened.bugs).toEqual([]);
  await opened.wizard.close();
}, 60_000);

test("a file that the website does not answer with is taken back at once, and the folder is named as the cause", async () => {
  const { opened, signInAt } = await openWebsite();
  const { client } = opened;
  const path = "/usr/share/nginx/html";
  expect(await signInAt(path)).toMatchObject({ ok: true });
  const { digest } = await value(client.call("plan.make", {}));
  await value(client.call("apply.start", { digest }));
  const state = await end(opened, 150_000);
  expect(state.outcome).toBe("undone");
  expect(state.problems[0]).toMatchObject({
    code: "web-root-elsewhere",
    severity: "error",
    data: { path, file: `${path}/.well-known/matrix/server` },
    evidence: "https://two.example/.well-known/matrix/server: 404",
  });
  const failed = state.log.filter(({ event }) => event === "failed");
  expect(failed).toHaveLength(1);
  await opened.wizard.close();
}, 180_000);
