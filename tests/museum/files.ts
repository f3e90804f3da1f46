import { writeFileSync } from "node:fs";
import path from "node:path";
import type { KeyPair } from "../lab/authority.ts";
import type { Museum } from "./museum.ts";
import type { Instance } from "./synapse.ts";
import { publicCertificate } from "../../shared/facts/public-certificate.ts";

/** Writes a new certificate for an instance's own name, with its key, into its folder. */
export async function ownCertificate(
  { cas }: Pick<Museum, "cas">,
  { dir, serverName }: Instance,
  label: string,
): Promise<KeyPair> {
  const { cert, key } = await cas.issue(publicCertificate([serverName, `${label}.example`]));
  const pair = { certificate: path.join(dir, `${label}.crt`), key: path.join(dir, `${label}.key`) };
  writeFileSync(pair.certificate, cert);
  writeFileSync(pair.key, key, { mode: 0o600 });
  return pair;
}
