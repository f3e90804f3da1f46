import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import acmeClient from "acme-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountKeys } from "../../electron/adapters/acme-account-keys.ts";
import { createAcme } from "../../electron/adapters/acme.ts";
import type { Locate } from "../../electron/adapters/acme-transport.ts";
import type { AcmeAccount, AcmeAuthorization, AcmeOrder } from "../../electron/engine/ports.ts";
import type { Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";

/** A running CA and the world that it validates in. */
export interface CaUnderTest {
  readonly directory: string;
  readonly roots: readonly string[];
  readonly locate: Locate;
  /** Root of the certificates that it issues. */
  readonly issuingRoot: () => Promise<string>;
  /** Shows a key authorization at `http://NAME/.well-known/acme-challenge/TOKEN`. */
  readonly show: (token: string, keyAuthorization: string) => void;
  /** A name that resolves to the shown files; nothing ever answers for `slow.NAME`. */
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** A CA, an account at it and the folder that keeps the account's key. */
export interface Session {
  readonly ca: CaUnderTest;
  readonly state: string;
  readonly account: AcmeAccount;
}

export const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

export function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function problemIn<T>(result: Result<T, Problem>): Problem {
  if (result.ok) throw new Error("expected a problem");
  return result.error;
}

/** The adapter for a CA; `change` replaces what it stands on. */
export function adapterFor(
  ca: CaUnderTest,
  state: string,
  change: Partial<Parameters<typeof createAcme>[0]> = {},
) {
  const accountKeys = createAccountKeys(state);
  return createAcme({ roots: () => ca.roots, locate: ca.locate, accountKeys, sleep, ...change });
}

/** Opens an account in a fresh state folder. */
export async function openSession(ca: CaUnderTest): Promise<Session> {
  const state = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
  return { ca, state, account: must(await adapterFor(ca, state).account(ca.directory, null)) };
}

export async function closeSession(session: Session): Promise<void> {
  await session.ca.stop();
  rmSync(session.state, { recursive: true });
}

export function firstOf(order: AcmeOrder): AcmeAuthorization {
  const [first] = order.authorizations;
  if (first === undefined) throw new Error("no authorization");
  return first;
}

/** Shows what the CA looks for and lets it judge. */
export async function passFirst(ca: CaUnderTest, order: AcmeOrder): Promise<void> {
  const { http01 } = firstOf(order);
  if (http01) ca.show(http01.token, http01.keyAuthorization);
  must(await order.answer(firstOf(order), "http-01"));
}

export async function csrFor(name: string): Promise<string> {
  const key = await acmeClient.crypto.createPrivateEcdsaKey();
  const [, csr] = await acmeClient.crypto.createCsr({ altNames: [name] }, key);
  return csr.toString();
}

/** What holds of the ACME adapter over every CA. */
export function describeAcme(
  title: string,
  start: () => Promise<CaUnderTest>,
  missing = false,
): void {
  describe.skipIf(missing)(`ACME over ${title}`, () => {
    let session: Session;
    beforeAll(async () => {
      session = await openSession(await start());
    });
    afterAll(async () => {
      if (session) await closeSession(session);
    });
    testAccounts(() => session);
    testIssuing(() => session);
    testRefusals(() => session);
  });
}

function testAccounts(session: () => Session): void {
  it("reads the directory and creates nothing", async () => {
    const { ca } = session();
    const empty = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
    const seen = must(await adapterFor(ca, empty).directory(ca.directory));
    expect(seen.terms).toMatch(/^(data|https):/);
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true });
  });

  it("keeps one account key, readable by its owner alone, and finds the account again", async () => {
    const { ca, state, account } = session();
    const again = must(await adapterFor(ca, state).account(ca.directory, "admin@example.org"));
    expect(again.url).toBe(account.url);
    expect(again.thumbprint).toBe(account.thumbprint);
    const [hash] = readdirSync(path.join(state, "acme"));
    const file = path.join(state, "acme", String(hash), "account.pem");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = createPrivateKey(readFileSync(file));
    expect(key.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  });

  it("does not trust a CA whose root it was not given", async () => {
    const { ca, state } = session();
    const distrustful = adapterFor(ca, state, { roots: () => [] });
    expect(problemIn(await distrustful.directory(ca.directory)).code).toBe("ca-unreachable");
  });
}

function testIssuing(session: () => Session): void {
  it("issues a certificate by HTTP-01 whose chain leads to the CA's root", async () => {
    const { ca, account } = session();
    const order = must(await account.order([ca.name], null));
    expect(firstOf(order).name).toBe(ca.name);
    await passFirst(ca, order);
    const chain = must(await order.finalize(await csrFor(ca.name)));
    const pems = acmeClient.crypto.splitPemChain(chain);
    const certificates = pems.map((pem) => new X509Certificate(pem));
    expect(certificates[0]?.subjectAltName).toBe(`DNS:${ca.name}`);
    expect(certificates.length).toBeGreaterThanOrEqual(2);
    const root = new X509Certificate(await ca.issuingRoot());
    expect(certificates.at(-1)?.verify(root.publicKey)).toBe(true);
  });

  it("takes an order up again by its URL and finishes it", async () => {
    const { ca, state, account } = session();
    const begun = must(await account.order([ca.name], null));
    const later = must(await adapterFor(ca, state).account(ca.directory, null));
    const order = must(await later.resume(begun.url));
    expect(order.authorizations).toEqual(begun.authorizations);
    await passFirst(ca, order);
    const chain = must(await order.finalize(await csrFor(ca.name)));
    const again = must(await later.resume(begun.url));
    expect(must(await again.finalize(await csrFor(ca.name)))).toBe(chain);
  });

  it("stops waiting when the person asks to stop", async () => {
    const { ca, state } = session();
    const hasty = adapterFor(ca, state, { sleep: () => Promise.resolve() });
    const account = must(await hasty.account(ca.directory, null));
    const order = must(await account.order([`slow.${ca.name}`], null));
    expect(problemIn(await order.answer(firstOf(order), "http-01")).code).toBe("interrupted");
  });
}

function testRefusals(session: () => Session): void {
  it("says that an order is gone when the CA does not know it", async () => {
    const { ca, account } = session();
    const order = must(await account.order([ca.name], null));
    const gone = problemIn(await account.resume(`${order.url}unknown`));
    expect(gone).toMatchObject({ code: "order-failed", data: { why: "gone" } });
  });

  it("gives the CA's own words when a challenge fails", async () => {
    const { ca, account } = session();
    const name = `unshown.${ca.name}`;
    const order = must(await account.order([name], null));
    const failed = problemIn(await order.answer(firstOf(order), "http-01"));
    expect(failed).toMatchObject({ code: "challenge-failed", seenFrom: "ca", data: { name } });
    expect(String(failed.data["detail"]).length).toBeGreaterThan(10);
  });

  it("tells a refused name with type, status and the CA's words", async () => {
    const refused = problemIn(await session().account.order(["not a name"], null));
    expect(refused).toMatchObject({ code: "ca-refused", seenFrom: "ca", data: { status: 400 } });
    expect(refused.data["type"]).toMatch(/malformed|rejectedIdentifier/);
  });

  it("passes on that a CSR is for another name than the order", async () => {
    const { ca, account } = session();
    const order = must(await account.order([ca.name], null));
    await passFirst(ca, order);
    const refused = problemIn(await order.finalize(await csrFor("other.example")));
    expect(refused.code).toBe("ca-refused");
  });
}
