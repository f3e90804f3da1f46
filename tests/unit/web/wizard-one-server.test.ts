import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { end, open, signIn, value } from "./open-wizard.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "homeport-wizard-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a saved plan of another name ends the sign-in to the server before", async () => {
  const opened = await open(folder);
  const { client } = opened;
  await value(client.call("practice.enter", { journey: "a" }));
  await signIn(opened);
  const { text } = await value(client.call("plan.save", {}));
  const same = await value(client.call("plan.open", { text }));
  expect(same.state.connected.host).not.toBe(null);
  await value(client.call("practice.enter", { journey: "b" }));
  await signIn(opened);
  const { state } = await value(client.call("plan.open", { text }));
  expect(state.draft).toMatchObject({ name: "one.example", host: null, web: null });
  expect(state.connected).toEqual({ host: null, web: null });
  await opened.wizard.close();
}, 30_000);

test("while a run is under way no sign-in is made and no plan is opened", async () => {
  let give: (given: boolean) => void = () => undefined;
  const opened = await open(folder, (_request, { shown }) => {
    shown("dialog");
    return new Promise((resolve) => {
      give = resolve;
    });
  });
  const { client } = opened;
  await value(client.call("practice.enter", { journey: "a" }));
  await signIn(opened);
  const { text } = await value(client.call("plan.save", {}));
  const { digest } = await value(client.call("plan.make", {}));
  await value(client.call("apply.start", { digest }));
  const [login] = (await value(client.call("host.suggest", {}))).logins;
  if (login === undefined) throw new Error("practice suggests no login");
  const secrets = { key: null, passphrase: null, password: null, sudoPassword: null };
  const busy = { ok: false, problem: { code: "run-busy" } };
  expect(await client.call("host.connect", { ...login, ...secrets })).toMatchObject(busy);
  expect(await client.call("plan.open", { text })).toMatchObject(busy);
  await expect
    .poll(async () => (await value(client.call("apply.state", {}))).stage, { timeout: 20_000 })
    .toBe("approving");
  give(false);
  await end(opened);
  await opened.wizard.close();
}, 30_000);

test("the rows of a run are those of the plan that was asked for, not of a way that was weighed since", async () => {
  const opened = await open(folder);
  const { client } = opened;
  await value(client.call("practice.enter", { journey: "b" }));
  await signIn(opened);
  const { digest, plan } = await value(client.call("plan.make", {}));
  const other = await value(client.call("plan.make", { answers: { clients: "no" } }));
  expect(other.digest).not.toBe(digest);
  const weighed = await value(client.call("apply.start", { digest }));
  expect(weighed.steps).toEqual([]);
  const ended = await end(opened);
  expect(ended.steps.map(({ id }) => id)).toEqual(plan?.steps.map(({ id }) => id));
  await opened.wizard.close();
}, 60_000);

test("looks at the plan's records in DNS whenever it is asked, without a login", async () => {
  const opened = await open(folder);
  const { client } = opened;
  expect((await value(client.call("records.look", {}))).records).toEqual([]);
  await value(client.call("practice.enter", { journey: "c" }));
  await value(client.call("wizard.answer", { withHost: false }));
  const { plan } = await value(client.call("plan.make", {}));
  const records = plan?.publish.records ?? [];
  expect(records.map(({ change }) => change)).toContain("keep");
  const looked = await value(client.call("records.look", {}));
  expect(looked.records.map(({ name, there }) => [name, there])).toEqual(
    records.map(({ name, change }) => [name, change === "keep"]),
  );
  await opened.wizard.close();
}, 30_000);
