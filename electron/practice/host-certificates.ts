import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  webcrypto,
  X509Certificate,
  type KeyObject,
} from "node:crypto";
import { isIP } from "node:net";
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from "@peculiar/x509";
import type { HostOperations } from "../engine/host-operations.ts";
import { keepPath, place, reach, regularAt, stateFolder } from "./host-keep.ts";
import { Refused, type Machine } from "./host-machine.ts";
import { isUser } from "./host-tree.ts";

type Input<N extends keyof HostOperations> = HostOperations[N]["input"];
type Output<N extends keyof HostOperations> = HostOperations[N]["output"];
type KeyType = Input<"order-key">["keyType"];

const TLS = /^\/etc\/homeport\/tls\/[^/]/;
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/** Makes a private key that stays on the host, and a CSR for it. */
export async function orderKey(
  machine: Machine,
  input: Input<"order-key">,
): Promise<Output<"order-key">> {
  const { path, names, keyType } = input;
  if (!TLS.test(path)) throw new Refused("bad-argument", "path");
  const keep = stateFolder(machine, input.run);
  const file = `${path}/privkey.pem.new`;
  keepPath(machine, keep, file);
  reach(machine, keep, path);
  const there = keyIn(regularAt(machine, file)?.content);
  const key = there ?? generateKey(keyType);
  const content = key.export({ type: "pkcs8", format: "pem" }).toString();
  if (there === null)
    place(machine, keep, file, { content, mode: 0o600, owner: "root", group: "root" });
  return { csr: await requestFor(key, names) };
}

/** Puts a chain beside its key; the new key becomes the live one. */
export function installCertificate(
  machine: Machine,
  input: Input<"install-certificate">,
): Output<"install-certificate"> {
  const { path, chain, reader } = input;
  if (!TLS.test(path)) throw new Refused("bad-argument", "path");
  if (reader !== null && !isUser(reader)) throw new Refused("no-user", reader);
  const keep = stateFolder(machine, input.run);
  for (const name of ["privkey.pem", "fullchain.pem", "privkey.pem.new", "fullchain.pem.new"])
    keepPath(machine, keep, `${path}/${name}`);
  if (machine.tree.at(path) === null) throw new Refused("no-key", path);
  const leaf = leafOf(chain);
  if (leaf === null) throw new Refused("bad-chain", path);
  const found = ["privkey.pem.new", "privkey.pem"]
    .map((name) => `${path}/${name}`)
    .find((each) => belongs(machine, each, leaf));
  if (found === undefined) throw new Refused("key-mismatch", path);
  const content = regularAt(machine, found)?.content ?? "";
  const rights = reader === null ? { mode: 0o600, owner: "root" } : { mode: 0o400, owner: reader };
  machine.tree.put(`${path}/privkey.pem`, { kind: "file", content, group: "root", ...rights });
  machine.tree.remove(`${path}/privkey.pem.new`);
  machine.tree.remove(`${path}/fullchain.pem.new`);
  place(machine, keep, `${path}/fullchain.pem`, {
    content: chain,
    mode: 0o644,
    owner: "root",
    group: "root",
  });
  return { fingerprint: leaf.fingerprint256 };
}

function generateKey(keyType: KeyType): KeyObject {
  if (keyType === "rsa2048") return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  return generateKeyPairSync("ec", { namedCurve: curveOf(keyType) }).privateKey;
}

function curveOf(keyType: "ec256" | "ec384"): string {
  return keyType === "ec256" ? "P-256" : "P-384";
}

/** A CSR as `openssl req` makes it: empty subject, the names in subjectAltName. */
async function requestFor(key: KeyObject, names: readonly string[]): Promise<string> {
  const algorithm = algorithmOf(key);
  const pkcs8 = key.export({ type: "pkcs8", format: "der" });
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const { subtle } = webcrypto;
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: "",
    signingAlgorithm: { ...algorithm, hash: "SHA-256" },
    keys: {
      privateKey: await subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]),
      publicKey: await subtle.importKey("spki", spki, algorithm, true, ["verify"]),
    },
    extensions: [
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value })),
      ),
    ],
  });
  return `${request.toString("pem")}\n`;
}

function algorithmOf(
  key: KeyObject,
): typeof RSA | { readonly name: "ECDSA"; readonly namedCurve: string } {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === undefined) return RSA;
  return { name: "ECDSA", namedCurve: curve === "secp384r1" ? "P-384" : "P-256" };
}

function keyIn(pem: string | undefined): KeyObject | null {
  try {
    return pem === undefined ? null : createPrivateKey(pem);
  } catch {
    return null;
  }
}

function leafOf(chain: string): X509Certificate | null {
  try {
    return new X509Certificate(chain);
  } catch {
    return null;
  }
}

function belongs(machine: Machine, path: string, leaf: X509Certificate): boolean {
  const key = keyIn(regularAt(machine, path)?.content);
  return key !== null && leaf.checkPrivateKey(key);
}
