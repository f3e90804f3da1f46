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

/** Makes the CA new for this run. Python 3.14 refuses a root without keyCertSign. */
export async function makeAuthority(): Promise<Authority> {
  const dir = path.join(places.run, "authority");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = (name: string): string => path.join(dir, name);
  const rootUsage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  await must([
    "openssl",
    "req",
    "-x509",
    ...ecKey,
    "-days",
    "30",
    "-subj",
    "/CN=Homeport lab CA",
    ...rootUsage,
    "-keyout",
    file("root.key"),
    "-out",
    file("root.pem"),
  ]);
  return { root: file("root.pem"), issue };

  async function issue(label: string, names: readonly string[]): Promise<KeyPair> {
    const pair = { certificate: file(`${label}.pem`), key: file(`${label}.key`) };
    const sans = names.map((name) => (name.startsWith("IP:") ? name : `DNS:${name}`)).join(",");
    writeFileSync(
      file(`${label}.ext`),
      `subjectAltName=${sans}
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`,
    );
    await must([
      "openssl",
      "req",
      ...ecKey,
      "-subj",
      `/CN=${label}`,
      "-keyout",
      pair.key,
      "-out",
      file(`${label}.csr`),
    ]);
    await must([
      "openssl",
      "x509",
      "-req",
      "-in",
      file(`${label}.csr`),
      "-CA",
      file("root.pem"),
      "-CAkey",
      file("root.key"),
      "-CAcreateserial",
      "-days",
      "20",
      "-extfile",
      file(`${label}.ext`),
      "-out",
      file(`${label}.leaf`),
    ]);
    writeFileSync(
      pair.certificate,
      readFileSync(file(`${label}.leaf`), "utf8") + readFileSync(file("root.pem"), "utf8"),
    );
    return pair;
  }
}
