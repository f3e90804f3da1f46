import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must } from "./exec.ts";
import { places } from "./places.ts";

/** Paths of a certificate and its key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** The lab's own small CA: for the CA's API, the website and the second homeserver. */
export interface Authority {
  readonly root: string;
  /** Issues a leaf for DNS names or `IP:` addresses; the file holds leaf and root. */
  readonly issue: (label: string, names: readonly string[]) => Promise<KeyPair>;
}

const ecKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

const leafExtensions = `basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`;

/** Makes the CA new for this run. Python 3.14 refuses a root without keyCertSign. */
export async function makeAuthority(): Promise<Authority> {
  const dir = path.join(places.run, "authority");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const [root, key] = [path.join(dir, "root.pem"), path.join(dir, "root.key")];
  const subject = ["-subj", "/CN=Homeport lab CA", "-days", "30"];
  const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  const out = ["-keyout", key, "-out", root];
  await must(["openssl", "req", "-x509", ...ecKey, ...subject, ...usage, ...out]);
  return { root, issue: (label, names) => issue(dir, label, names) };
}

/** Makes a certificate that only vouches for itself, as old homeservers had; gives both files' text. */
export async function selfSigned(
  name: string,
): Promise<{ readonly certificate: string; readonly key: string }> {
  const file = (ending: string): string => path.join(places.run, `self-signed-${name}.${ending}`);
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`, "-days", "30"];
  const out = ["-keyout", file("key"), "-out", file("pem")];
  await must(["openssl", "req", "-x509", ...ecKey, ...subject, ...out]);
  return { certificate: readFileSync(file("pem"), "utf8"), key: readFileSync(file("key"), "utf8") };
}

async function issue(dir: string, label: string, names: readonly string[]): Promise<KeyPair> {
  const file = (ending: string): string => path.join(dir, `${label}.${ending}`);
  const root = path.join(dir, "root.pem");
  const pair = { certificate: file("pem"), key: file("key") };
  const sans = names.map((name) => (name.startsWith("IP:") ? name : `DNS:${name}`)).join(",");
  writeFileSync(file("ext"), `subjectAltName=${sans}\n${leafExtensions}`);
  const request = [...ecKey, "-subj", `/CN=${label}`, "-keyout", pair.key, "-out", file("csr")];
  await must(["openssl", "req", ...request]);
  // a serial of its own: two leaves may be issued at the same moment, and openssl's serial file is one
  const serial = ["-set_serial", `0x${randomBytes(15).toString("hex").replace(/^./, "4")}`];
  const by = ["-CA", root, "-CAkey", path.join(dir, "root.key"), ...serial];
  const how = ["-days", "20", "-extfile", file("ext"), "-out", file("leaf")];
  await must(["openssl", "x509", "-req", "-in", file("csr"), ...by, ...how]);
  writeFileSync(pair.certificate, readFileSync(file("leaf"), "utf8") + readFileSync(root, "utf8"));
  return pair;
}
