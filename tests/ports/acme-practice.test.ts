import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  closeSession,
  csrFor,
  describeAcme,
  firstOf,
  must,
  openSession,
  passFirst,
  problemIn,
  type Session,
} from "./acme-suite.ts";
import { startPracticeCa, type PracticeCa } from "./practice-ca.ts";

describeAcme("practice's CA", startPracticeCa);

describe("ACME over a CA that misbehaves", () => {
  let session: Session & { readonly ca: PracticeCa };
  beforeAll(async () => {
    const ca = await startPracticeCa();
    session = { ...(await openSession(ca)), ca };
  });
  afterAll(async () => {
    if (session) await closeSession(session);
  });

  it("names the moment to try again after a rate limit, without waiting for it", async () => {
    const { ca, account } = session;
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
    session.ca.plant({ kind: "bad-nonce", times: 3 });
    expect((await session.account.order([session.ca.name], null)).ok).toBe(true);
  });

  it("says that CAA forbids it, with the name", async () => {
    const { ca, account } = session;
    const data = { flags: 0, tag: "issue", value: "other-ca.example" } as const;
    ca.zones.put({ name: ca.name, type: "CAA", ttl: 60, data });
    const order = must(await account.order([ca.name], null));
    const forbidden = problemIn(await order.answer(firstOf(order), "http-01"));
    ca.zones.remove(ca.name, "CAA");
    expect(forbidden).toMatchObject({
      code: "caa-forbids",
      seenFrom: "ca",
      data: { name: ca.name, issuer: "ca.practice.example" },
    });
  });

  it("gives the CA's words when nothing listens where it looks", async () => {
    const { ca, account } = session;
    const order = must(await account.order([`closed.${ca.name}`], null));
    const failed = problemIn(await order.answer(firstOf(order), "http-01"));
    expect(failed).toMatchObject({ code: "challenge-failed", data: { type: "connection" } });
    expect(failed.evidence).toContain("198.51.100.81");
  });

  it("says that the order failed when the CA does not sign", async () => {
    const { ca, account } = session;
    const order = must(await account.order([ca.name], null));
    await passFirst(ca, order);
    const lift = ca.plant({ kind: "order-invalid" });
    const failed = problemIn(await order.finalize(await csrFor(ca.name)));
    lift();
    expect(failed).toMatchObject({
      code: "order-failed",
      data: { type: "serverInternal", name: ca.name },
    });
  });

  it("answers a DNS challenge with the digest that the CA looks for", async () => {
    const { ca, account } = session;
    const order = must(await account.order([ca.name], null));
    const name = `_acme-challenge.${ca.name}`;
    ca.zones.put({ name, type: "TXT", ttl: 60, data: firstOf(order).dns01?.value ?? "" });
    expect((await order.answer(firstOf(order), "dns-01")).ok).toBe(true);
    ca.zones.remove(name, "TXT");
  });

  it("asks for a profile by name and passes on that it is not offered", async () => {
    const { ca, account } = session;
    expect((await account.order([ca.name], "shortlived")).ok).toBe(true);
    const refused = problemIn(await account.order([ca.name], "eternal"));
    expect(refused).toMatchObject({ code: "ca-refused", data: { type: "invalidProfile" } });
  });

  it("tells an answer of 500 from a CA that is not there", async () => {
    const { ca, account } = session;
    const lift = ca.plant({ kind: "broken" });
    const broken = problemIn(await account.order([ca.name], null));
    lift();
    expect(broken).toMatchObject({ code: "ca-refused", data: { status: 500 } });
  });

  it("does not take up an order of another CA", async () => {
    const other = problemIn(await session.account.resume("https://elsewhere.example/order/1"));
    expect(other).toMatchObject({ code: "order-failed", data: { why: "other-ca" } });
  });
});
