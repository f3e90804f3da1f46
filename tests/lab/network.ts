import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exec, must, type ExecOptions, type Finished } from "./exec.ts";
import { addresses, places } from "./places.ts";

/** What a command of the lab finds as its resolver: the lab's BIND, or one that never answers. */
export type Resolver = "lab" | "dead";

const resolvFile = (resolver: Resolver): string => path.join(places.run, `resolv-${resolver}.conf`);

// Every word is exec'ed, so the pid of the shell becomes the command's own.
const enter = `echo $$ > "$1/cgroup.procs" || exit 1; netns=$2; resolv=$3; shift 3
exec nsenter --net="$netns" unshare -m --propagation private sh -c 'mount --bind "$0" /etc/resolv.conf && exec "$@"' "$resolv" "$@"`;

/** Wraps a command so that it runs in the lab's network, in a process group of the lab's cgroup. */
export function inside(
  group: string,
  argv: readonly string[],
  resolver: Resolver = "lab",
): readonly string[] {
  return ["sh", "-c", enter, "lab", group, places.namespaceFile, resolvFile(resolver), ...argv];
}

/** Makes the namespace with its bridge and the lab's own addresses. */
export async function makeNetwork(): Promise<void> {
  await must(["ip", "netns", "add", places.namespace]);
  const { lab, relay } = addresses;
  const script = `ip link set lo up; ip link add br0 type bridge; ip link set br0 up
    for a in ${lab.v4} ${relay.v4}; do ip addr add $a/24 dev br0; done
    for a in ${lab.v6} ${relay.v6}; do ip -6 addr add $a/64 dev br0 nodad; done`;
  await must(["nsenter", `--net=${places.namespaceFile}`, "sh", "-euc", script]);
  mkdirSync(places.run, { recursive: true });
  writeFileSync(resolvFile("lab"), `nameserver ${lab.v4}\n`);
  writeFileSync(
    resolvFile("dead"),
    `nameserver ${addresses.nobody.v4}\noptions timeout:1 attempts:1\n`,
  );
}

/** Runs commands in the lab's network with a clean environment (as `env -i`). */
export type InLab = (
  argv: readonly string[],
  options?: ExecOptions & { readonly resolver?: Resolver },
) => Promise<Finished>;

/** Gives the runner whose commands belong to a cgroup, so that none outlives the lab. */
export function inLabOf(group: string): InLab {
  return (argv, options = {}) => exec(inside(group, argv, options.resolver ?? "lab"), options);
}
