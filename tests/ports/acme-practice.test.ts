import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import acmeClient from "acme-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountKeys } from "../../electron/adapters/acme-account-keys.ts";
import { createAcme } from "../../electron/adapters/acme.ts";
import type { AcmeAccount, AcmeOrder } from "../../electron/engine/ports.ts";
import { describeAcme, must, problemIn, sleep } from "./acme.suite.ts";
import { startPracticeCa } from "./practice-ca.ts";

describeAcme("practice's CA", startPracticeCa);

describe("ACME over a CA that misbehaves", () => {
  let ca: Awaited<ReturnType<typeof startPracticeCa>>;
  let state: string;
  let account: AcmeAccount;
  const firstOf = (order: AcmeOrder) => {
    const [first] = order.authorizations;
    if (!first?.http01) throw new Error("no authorization");
    return { ...first, http01: first.http01 };
  };
  beforeAll(async () => {
    ca = await startPracticeCa();
    state = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
    const accountKeys = createAccountKeys(state);
    const acme = createAcme({ roots: () => ca.roots, locate: ca.locate, accountKeys, sleep });
    account = must(await acme.account(ca.directory, null));
  });
  afterAll(async () => {
    await ca.stop();
    rmSync(state, { recursive: true });
  });

  it("names the moment to try again after a rate limit, without waiting for it", async () => {
    const lift = ca.plant({ kind: "rate-limit", retryAfter: 3600 });
    const before = Date.now();
    const limited = problemIn(await account.order([ca.name], null));
    lift();
    expect(limited).toMatchObject({
      code: "ca-rate-limited",
      seenFrom: "ca",
      data: { status: 429, type: "rateLimited" },
    });
    const wait = Date.parse(String(limited.data["retryAt"])) - before;
    expect(wait).toBeGreaterThan(3_590_000);
    expect(wait).toBeLessThan(3_700_000);
  });

  it("tries again when a nonce is refused", async () => {
    ca.plant({ kind: "bad-nonce", times: 3 });
    expect((await account.order([ca.name], null)).ok).toBe(true);
  });

  it("says that CAA forbids it, with the name", async () => {
    ca.zones.put({
      name: ca.name,
      type: "CAA",
      ttl: 60,
      data: { flags: 0, tag: "issue", value: "other-ca.example" },
    });
    const order = must(await account.order([ca.name], null));
    const first = firstOf(order);
    ca.show(first.http01.token, first.http01.keyAuthorization);
    const forbidden = problemIn(await order.answer(first, "http-01"));
    ca.zones.remove(ca.name, "CAA");
    expect(forbidden).toMatchObject({
      code: "caa-forbids",
      seenFrom: "ca",
      data: { name: ca.name },
    });
  });

  it("gives the CA's words when nothing listens where it looks", async () => {
    const order = must(await account.order([`closed.${ca.name}`], null));
    const failed = problemIn(await order.answer(firstOf(order), "http-01"));
    expect(failed).toMatchObject({ code: "challenge-failed", data: { type: "connection" } });
    expect(failed.evidence).toContain("198.51.100.81");
  });

  it("says that the order failed when the CA does not sign", async () => {
    const order = must(await account.order([ca.name], null));
    const first = firstOf(order);
    ca.show(first.http01.token, first.http01.keyAuthorization);
    must(await order.answer(first, "http-01"));
    const key = await acmeClient.crypto.createPrivateEcdsaKey();
    const [, csr] = await acmeClient.crypto.createCsr({ altNames: [ca.name] }, key);
    const lift = ca.plant({ kind: "order-invalid" });
    const failed = problemIn(await order.finalize(csr.toString()));
    lift();
    expect(failed).toMatchObject({ code: "order-failed", data: { type: "serverInternal" } });
  });

  it("answers a DNS challenge with the digest that the CA looks for", async () => {
    const order = must(await account.order([ca.name], null));
    const [first] = order.authorizations;
    const name = `_acme-challenge.${ca.name}`;
    ca.zones.put({ name, type: "TXT", ttl: 60, data: first?.dns01?.value ?? "" });
    expect((await order.answer(firstOf(order), "dns-01")).ok).toBe(true);
    ca.zones.remove(name, "TXT");
  });

  it("asks for a profile by name and passes on that it is not offered", async () => {
    expect((await account.order([ca.name], "shortlived")).ok).toBe(true);
    const refused = problemIn(await account.order([ca.name], "eternal"));
    expect(refused).toMatchObject({ code: "ca-refused", data: { type: "invalidProfile" } });
  });

  it("tells an answer of 500 from a CA that is not there", async () => {
    const lift = ca.plant({ kind: "broken" });
    const broken = problemIn(await account.order([ca.name], null));
    lift();
    expect(broken).toMatchObject({ code: "ca-refused", data: { status: 500 } });
  });

  it("does not take up an order of another CA", async () => {
    const other = problemIn(await account.resume("https://elsewhere.example/order/1"));
    expect(other).toMatchObject({ code: "order-failed", data: { why: "other-ca" } });
  });
});
