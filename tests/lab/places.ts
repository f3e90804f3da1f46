import { createHash } from "node:crypto";
import path from "node:path";

/** The checkout that this lab tests. */
export const checkout = path.resolve(import.meta.dirname, "../..");

/** Where the lab keeps its base between runs: `LAB_DIR`, or `.lab` in the checkout. */
export const labDir = path.resolve(process.env["LAB_DIR"] ?? path.join(checkout, ".lab"));

/** Two labs in two folders never share a name of the kernel's: namespace, cgroup. */
const tag = createHash("sha256").update(labDir).digest("hex").slice(0, 6);

/** Folders and kernel names of this lab. */
export const places = {
  layers: path.join(labDir, "layers"),
  tools: path.join(labDir, "tools"),
  log: path.join(labDir, "log"),
  /** Thrown away at the end of a run. */
  run: path.join(labDir, "run"),
  lock: path.join(labDir, "lock"),
  namespace: `homeport-${tag}`,
  namespaceFile: `/run/netns/homeport-${tag}`,
  cgroupName: `homeport-${tag}`,
} as const;

/** Addresses of the lab's network (RFC 5737 and RFC 3849 documentation ranges). */
export const addresses = {
  lab: { v4: "198.51.100.1", v6: "2001:db8:1::1" },
  host: { v4: "198.51.100.11", v6: "2001:db8:1::11" },
  website: { v4: "198.51.100.12", v6: "2001:db8:1::12" },
  second: { v4: "198.51.100.13", v6: "2001:db8:1::13" },
  /** On the bridge, where a relay in front of the host's sshd may listen. */
  relay: { v4: "198.51.100.5", v6: "2001:db8:1::5" },
  /** An address that nobody has. */
  nobody: { v4: "198.51.100.99", v6: "2001:db8:1::99" },
} as const;
