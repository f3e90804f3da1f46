import { chmodSync, readFileSync } from "node:fs";
import path from "node:path";
import { must, type ExecOptions, type Finished } from "./exec.ts";
import type { InLab } from "./network.ts";
import { places } from "./places.ts";

/** The key pair with which the lab, and the Homeport under test, log in. */
export interface LoginKey {
  readonly file: string;
  readonly publicLine: string;
}

/** Makes a key of this run. */
export async function makeLoginKey(): Promise<LoginKey> {
  const file = path.join(places.run, "id_ed25519");
  await must(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", file]);
  chmodSync(file, 0o600);
  return { file, publicLine: readFileSync(`${file}.pub`, "utf8").trim() };
}

/** Runs one shell command on a machine as root by the system's ssh; the lab's own access, not Homeport's. */
export function sshAsRoot(
  inLab: InLab,
  key: LoginKey,
  target: { readonly address: string; readonly knownHosts: string },
  command: string,
  options: ExecOptions = {},
): Promise<Finished> {
  const flags = [
    `UserKnownHostsFile=${target.knownHosts}`,
    "StrictHostKeyChecking=yes",
    "BatchMode=yes",
    "ConnectTimeout=3",
    "LogLevel=ERROR",
    "IdentitiesOnly=yes",
  ];
  const words = flags.flatMap((flag) => ["-o", flag]);
  return inLab(
    ["ssh", "-F", "none", "-i", key.file, ...words, `root@${target.address}`, command],
    options,
  );
}
