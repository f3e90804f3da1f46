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
  /** A name that resolves to the shown files; the name server never answers for `slow.NAME`. */
  readonly name: string;
  readonly stop: () => Promise<void>;
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

/** What holds of the ACME adapter over every CA. */
export function describeAcme(
  title: string,
  start: () => Promise<CaUnderTest>,
  missing = false,
): void {
  describe.skipIf(missing)(`ACME over ${title}`, () => {
    let ca: CaUnderTest;
    let state: string;
    let account: AcmeAccount;
    const acme = () =>
      createAcme({
        roots: () => ca.roots,
        locate: ca.locate,
        accountKeys: createAccountKeys(state),
        sleep,
      });
    const firstOf = (order: AcmeOrder): AcmeAuthorization => {
      const [first] = order.authorizations;
      if (first === undefined) throw new Error("no authorization");
      return first;
    };
    const showFor = (authorization: AcmeAuthorization) => {
      if (authorization.http01)
        ca.show(authorization.http01.token, authorization.http01.keyAuthorization);
    };
    beforeAll(async () => {
      ca = await start();
      state = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
      account = must(await acme().account(ca.directory, null));
    });
    afterAll(async () => {
      await ca?.stop();
      if (state) rmSync(state, { recursive: true });
    });

    it("reads the directory and creates nothing", async () => {
      const empty = mkdtempSync(path.join(tmpdir(), "homeport-acme-"));
      const port = createAcme({
        roots: () => ca.roots,
        locate: ca.locate,
        accountKeys: createAccountKeys(empty),
        sleep,
      });
      const seen = must(await port.directory(ca.directory));
      expect(seen.terms).toMatch(/^(data|https):/);
      expect(readdirSync(empty)).toEqual([]);
    });

    it("keeps one account key, readable by its owner alone, and finds the account again", async () => {
      const again = must(await acme().account(ca.directory, "admin@example.org"));
      expect(again.url).toBe(account.url);
      expect(again.thumbprint).toBe(account.thumbprint);
      const [hash] = readdirSync(path.join(state, "acme"));
      const file = path.join(state, "acme", String(hash), "account.pem");
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(createPrivateKey(readFileSync(file)).asymmetricKeyDetails?.namedCurve).toBe(
        "prime256v1",
      );
    });

    it("issues a certificate by HTTP-01 whose chain leads to the CA's root", async () => {
      const order = must(await account.order([ca.name], null));
      const first = firstOf(order);
      expect(first.name).toBe(ca.name);
      showFor(first);
      must(await order.answer(first, "http-01"));
      const [, csr] = await acmeClient.crypto.createCsr(
        { altNames: [ca.name] },
        await acmeClient.crypto.createPrivateEcdsaKey(),
      );
      const chain = must(await order.finalize(csr.toString()));
      const certificates = acmeClient.crypto
        .splitPemChain(chain)
        .map((pem) => new X509Certificate(pem));
      expect(certificates[0]?.subjectAltName).toBe(`DNS:${ca.name}`);
      expect(certificates.length).toBeGreaterThanOrEqual(2);
      const last = certificates.at(-1);
      expect(last?.verify(new X509Certificate(await ca.issuingRoot()).publicKey)).toBe(true);
    });

    it("takes an order up again by its URL and finishes it", async () => {
      const begun = must(await account.order([ca.name], null));
      const later = must(await acme().account(ca.directory, null));
      const order = must(await later.resume(begun.url));
      expect(order.authorizations).toEqual(begun.authorizations);
      const first = firstOf(order);
      showFor(first);
      must(await order.answer(first, "http-01"));
      const [, csr] = await acmeClient.crypto.createCsr(
        { altNames: [ca.name] },
        await acmeClient.crypto.createPrivateEcdsaKey(),
      );
      expect(must(await order.finalize(csr.toString()))).toContain("BEGIN CERTIFICATE");
    });

    it("says that an order is gone when the CA does not know it", async () => {
      const order = must(await account.order([ca.name], null));
      const gone = problemIn(await account.resume(`${order.url}unknown`));
      expect(gone.code).toBe("order-failed");
      expect(gone.data["why"]).toBe("gone");
    });

    it("gives the CA's own words when a challenge fails", async () => {
      const fresh = `unshown.${ca.name}`;
      const order = must(await account.order([fresh], null));
      const failed = problemIn(await order.answer(firstOf(order), "http-01"));
      expect(failed).toMatchObject({
        code: "challenge-failed",
        seenFrom: "ca",
        data: { name: fresh },
      });
      expect(String(failed.data["detail"]).length).toBeGreaterThan(10);
    });

    it("tells a refused name with type, status and the CA's words", async () => {
      const refused = problemIn(await account.order(["not a name"], null));
      expect(refused).toMatchObject({ code: "ca-refused", seenFrom: "ca", data: { status: 400 } });
      expect(refused.data["type"]).toMatch(/malformed|rejectedIdentifier/);
    });

    it("refuses a CSR for another name", async () => {
      const order = must(await account.order([ca.name], null));
      const first = firstOf(order);
      showFor(first);
      must(await order.answer(first, "http-01"));
      const [, csr] = await acmeClient.crypto.createCsr(
        { altNames: ["other.example"] },
        await acmeClient.crypto.createPrivateEcdsaKey(),
      );
      expect(problemIn(await order.finalize(csr.toString())).code).toBe("ca-refused");
    });

    it("does not trust a CA whose root it was not given", async () => {
      const port = createAcme({
        roots: () => [],
        locate: ca.locate,
        accountKeys: createAccountKeys(state),
        sleep,
      });
      expect(problemIn(await port.directory(ca.directory))).toMatchObject({
        code: "ca-unreachable",
      });
    });

    it("stops waiting when the person asks to stop", async () => {
      const hasty = createAcme({
        roots: () => ca.roots,
        locate: ca.locate,
        accountKeys: createAccountKeys(state),
        sleep: () => Promise.resolve(),
      });
      const other = must(await hasty.account(ca.directory, null));
      const order = must(await other.order([`slow.${ca.name}`], null));
      const end = problemIn(await order.answer(firstOf(order), "http-01"));
      expect(end.code).toBe("interrupted");
    });
  });
}
