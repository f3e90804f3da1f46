import { webcrypto, X509Certificate } from "node:crypto";
import {
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { beforeAll, describe, expect, test } from "vitest";
import type { SuiteHost } from "../host-world.ts";
import { at, file, refusal, run as perform } from "./run.ts";

const DAY = 86_400_000;

function alternativesOf(
  request: Pkcs10CertificateRequest,
): SubjectAlternativeNameExtension | undefined {
  return request.extensions.find((each) => each instanceof SubjectAlternativeNameExtension);
}

/** A certificate for the key and the names of a CSR, from an authority of the moment. */
async function certify(csr: string): Promise<string> {
  const request = new Pkcs10CertificateRequest(csr);
  const keys = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const names = alternativesOf(request);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: "01",
      subject: "",
      issuer: "CN=Suite CA",
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 89 * DAY),
      publicKey: request.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
      extensions: names ? [names] : [],
    },
    webcrypto,
  );
  return `${certificate.toString("pem")}\n`;
}

type KeyType = "ec256" | "ec384" | "rsa2048";

function orderTo(host: SuiteHost["host"]) {
  return (run: string, path: string, names: readonly string[], keyType: KeyType = "ec256") =>
    perform(host(), "order-key", { run, path, names, keyType });
}

function installTo(host: SuiteHost["host"]) {
  return (run: string, path: string, chain: string, reader: string | null = null) =>
    host().run("install-certificate", { run, path, chain, reader });
}

/** Private keys that never leave the host, and their certificates. */
export function describeKeys(suite: SuiteHost): void {
  describe("ordering a key", () => {
    describeOrder(suite);
  });
  describe("installing a certificate", () => {
    describeInstall(suite);
  });
  describe("taking a certificate back", () => {
    describeReturn(suite);
  });
  describe("half of a certificate", () => {
    describeHalves(suite);
  });
}

function describeOrder({ host }: SuiteHost): void {
  const order = orderTo(host);
  test("answers a request for exactly the names, and hides the key", async () => {
    const path = "/etc/homeport/tls/order.example";
    const { csr } = await order("key-1", path, [
      "order.example",
      "matrix.order.example",
      "198.51.100.7",
      "2001:db8::7",
    ]);
    const request = new Pkcs10CertificateRequest(csr);
    expect(await request.verify(webcrypto as never)).toBe(true);
    const names = alternativesOf(request)
      ?.names.toJSON()
      .map((each) => each.value);
    expect(names?.slice(0, 3)).toEqual(["order.example", "matrix.order.example", "198.51.100.7"]);
    expect(names).toHaveLength(4);
    expect(await at(host(), `${path}/privkey.pem.new`)).toBe("file 0600 root");
    expect(await at(host(), path)).toBe("folder 0755 root");
    expect(await at(host(), `${path}/privkey.pem`)).toBe("nothing");
  });

  test("repeated, uses the same key", async () => {
    const path = "/etc/homeport/tls/repeat.example";
    const keyOf = ({ csr }: { readonly csr: string }) =>
      Buffer.from(new Pkcs10CertificateRequest(csr).publicKey.rawData).toString("hex");
    const first = keyOf(await order("key-2", path, ["repeat.example"]));
    expect(keyOf(await order("key-2", path, ["repeat.example"]))).toBe(first);
  });

  test.each([
    ["ec384", { name: "ECDSA", namedCurve: "P-384" }],
    ["rsa2048", { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048 }],
  ] as const)("makes a key of type %s", async (keyType, algorithm) => {
    const { csr } = await order(
      `key-${keyType}`,
      `/etc/homeport/tls/${keyType}.example`,
      ["a.example"],
      keyType,
    );
    expect(new Pkcs10CertificateRequest(csr).publicKey.algorithm).toMatchObject(algorithm);
  });

  test("is refused elsewhere and for what is no name", async () => {
    const input = { run: "key-3", keyType: "ec256" } as const;
    expect(
      await refusal(host(), "order-key", { ...input, path: "/etc/ssl/x", names: ["a.example"] }),
    ).toMatchObject({ code: "operation-failed" });
    expect(
      await refusal(host(), "order-key", {
        ...input,
        path: "/etc/homeport/tls/x",
        names: ["a\n[v3]"],
      }),
    ).toMatchObject({ code: "operation-failed" });
  });
}

function describeInstall({ host }: SuiteHost): void {
  const [order, install] = [orderTo(host), installTo(host)];
  const path = "/etc/homeport/tls/live.example";
  let chain = "";
  beforeAll(async () => {
    chain = await certify((await order("key-4", path, ["live.example"])).csr);
  });

  test("puts key and chain live, the key for its reader alone", async () => {
    const { fingerprint256 } = new X509Certificate(chain);
    expect(await install("key-4", path, chain, "daemon")).toEqual({
      ok: true,
      value: { fingerprint: fingerprint256 },
    });
    expect(await at(host(), `${path}/privkey.pem`)).toBe("file 0400 daemon");
    expect(await at(host(), `${path}/fullchain.pem`)).toBe("file 0644 root");
    expect(await at(host(), `${path}/privkey.pem.new`)).toBe("nothing");
    expect(await at(host(), `${path}/fullchain.pem.new`)).toBe("nothing");
    expect(await perform(host(), "read-file", { path: `${path}/fullchain.pem` })).toEqual({
      content: chain,
    });
  });

  test("repeated, finds the key live and says the same", async () => {
    const { fingerprint256 } = new X509Certificate(chain);
    expect(await install("key-4", path, chain, "daemon")).toEqual({
      ok: true,
      value: { fingerprint: fingerprint256 },
    });
    expect(await at(host(), `${path}/privkey.pem`)).toBe("file 0400 daemon");
  });

  test("leaves the live pair alone when the chain is not for the key", async () => {
    const stranger = await certify(
      (await order("key-5", "/etc/homeport/tls/other.example", ["live.example"])).csr,
    );
    expect(await install("key-5", path, stranger)).toMatchObject({
      ok: false,
      error: { code: "operation-failed", data: { why: "key-mismatch" } },
    });
    expect(await perform(host(), "read-file", { path: `${path}/fullchain.pem` })).toEqual({
      content: chain,
    });
    expect(await at(host(), `${path}/privkey.pem`)).toBe("file 0400 daemon");
    expect(await at(host(), `${path}/fullchain.pem.new`)).toBe("nothing");
  });

  test("is refused for what is no certificate, and for a reader that is no user", async () => {
    expect(await install("key-5", path, "not a chain\n")).toMatchObject({
      ok: false,
      error: { data: { why: "bad-chain" } },
    });
    expect(await install("key-5", path, chain, "nobody-of-that-name")).toMatchObject({
      ok: false,
      error: { data: { why: "no-user" } },
    });
  });
}

function describeReturn({ world, host }: SuiteHost): void {
  const [order, install] = [orderTo(host), installTo(host)];
  const path = "/etc/homeport/tls/return.example";

  test("renewed and taken back, has the earlier pair again", async () => {
    const run = "key-6";
    const chain = await certify((await order("key-5b", path, ["live.example"])).csr);
    expect(await install("key-5b", path, chain, "daemon")).toMatchObject({ ok: true });
    const renewed = await certify((await order(run, path, ["live.example"])).csr);
    expect(await install(run, path, renewed, "daemon")).toMatchObject({ ok: true });
    expect(await perform(host(), "read-file", { path: `${path}/fullchain.pem` })).toEqual({
      content: renewed,
    });
    for (const name of ["fullchain.pem", "privkey.pem", "privkey.pem.new"]) {
      await perform(host(), "restore", { run, path: `${path}/${name}` });
    }
    expect(await perform(host(), "read-file", { path: `${path}/fullchain.pem` })).toEqual({
      content: chain,
    });
    expect(await at(host(), `${path}/privkey.pem`)).toBe("file 0400 daemon");
    expect(await install("key-4", path, chain, "daemon")).toMatchObject({ ok: true });
  });

  test("taken back as a first one, leaves nothing", async () => {
    const [run, made] = ["key-7", "/etc/homeport/tls/gone.example"];
    const first = await certify((await order(run, made, ["gone.example"])).csr);
    expect(await install(run, made, first)).toMatchObject({ ok: true });
    expect(await at(host(), `${made}/privkey.pem`)).toBe("file 0600 root");
    for (const name of ["fullchain.pem", "privkey.pem", "privkey.pem.new"]) {
      await perform(host(), "restore", { run, path: `${made}/${name}` });
    }
    expect(await at(host(), made)).toBe("nothing");
  });

  test("takes with it what a crash left beside it", async () => {
    const [run, made] = ["key-8", "/etc/homeport/tls/half.example"];
    const first = await certify((await order(run, made, ["half.example"])).csr);
    expect(await install(run, made, first)).toMatchObject({ ok: true });
    const half = (name: string) => world().put(`${made}/${name}`, file("half", "root", "0600"));
    await half("privkey.pem.new");
    await half("fullchain.pem.new");
    await perform(host(), "restore", { run, path: `${made}/fullchain.pem` });
    expect(await at(host(), `${made}/fullchain.pem.new`)).toBe("nothing");
    await perform(host(), "restore", { run, path: `${made}/privkey.pem` });
    expect(await at(host(), made)).toBe("nothing");
  });

  test("leaves what an earlier run had begun", async () => {
    const [run, made] = ["key-9", "/etc/homeport/tls/earlier.example"];
    await world().put(`${made}/fullchain.pem.new`, file("theirs"));
    await perform(host(), "backup", { run, path: `${made}/fullchain.pem.new` });
    await perform(host(), "tidy", { run });
    expect(await at(host(), `${made}/fullchain.pem.new`)).toMatch(/^file/);
  });
}

/** What a crash left of a certificate that was being put live. */
function describeHalves({ world, host }: SuiteHost): void {
  const [order, install] = [orderTo(host), installTo(host)];

  test("is taken away with what only served its run", async () => {
    const [run, path] = ["key-10", "/etc/homeport/tls/tidy.example"];
    const chain = await certify((await order(run, path, ["tidy.example"])).csr);
    expect(await install(run, path, chain)).toMatchObject({ ok: true });
    await world().put(`${path}/fullchain.pem.new`, file("half"));
    await order(run, path, ["tidy.example"]);
    await perform(host(), "tidy", { run });
    expect(await at(host(), `${path}/fullchain.pem.new`)).toBe("nothing");
    expect(await at(host(), `${path}/privkey.pem.new`)).toBe("nothing");
    expect(await perform(host(), "read-file", { path: `${path}/fullchain.pem` })).toEqual({
      content: chain,
    });
  });

  test("does not stay beside a key that is live already", async () => {
    const [run, path] = ["key-11", "/etc/homeport/tls/again.example"];
    const chain = await certify((await order(run, path, ["again.example"])).csr);
    expect(await install(run, path, chain)).toMatchObject({ ok: true });
    await order(run, path, ["again.example"]);
    expect(await install(run, path, chain)).toMatchObject({ ok: true });
    expect(await at(host(), `${path}/privkey.pem.new`)).toBe("nothing");
    expect(await at(host(), `${path}/privkey.pem`)).toBe("file 0600 root");
  });
}
