import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { exec, must } from "../lab/exec.ts";
import { addresses, places } from "../lab/places.ts";
import { clientAddresses, exhibits, type Exhibit } from "./versions.ts";

/** The networks of the worlds' addresses (RFC 2544, RFC 3849), all on the museum's bridge. */
const worldNetworks = { v4: "198.18.0.0/16", v6: "2001:db8:18::/48" } as const;

/** A version's network namespace: its address names it in every log, and every port is free on its loopback. */
export function namespaceOf({ host }: Exhibit): string {
  return `${places.namespace}-${host}`;
}

const resolvFile = path.join(places.run, "resolv-client.conf");
const hostsFile = path.join(places.run, "hosts");

/** Gives the worlds their addresses on the bridge, and each version a namespace with a leg on it. */
export async function makeClients(worldAddresses: readonly string[]): Promise<void> {
  writeFileSync(resolvFile, `nameserver ${addresses.lab.v4}\nsearch .\n`);
  // Python looks its machine's own name up: that must not reach the query log
  const own = `localhost ${hostname()}`;
  writeFileSync(hostsFile, `127.0.0.1 ${own}\n::1 ${own}\n`);
  const lines = worldAddresses.map((address) =>
    address.includes(":")
      ? `addr add ${address}/128 dev br0 nodad`
      : `addr add ${address}/32 dev br0`,
  );
  await must(["nsenter", `--net=${places.namespaceFile}`, "ip", "-batch", "-"], {
    input: `${lines.join("\n")}\n`,
  });
  for (const exhibit of exhibits) await makeClient(exhibit);
}

async function makeClient(exhibit: Exhibit): Promise<void> {
  const [name, { v4, v6 }] = [namespaceOf(exhibit), clientAddresses(exhibit)];
  await must(["ip", "netns", "add", name]);
  const leg = `v${exhibit.host}`;
  const bridge = `ip link add ${leg} type veth peer name eth0 netns ${name}
    ip link set ${leg} master br0 up`;
  await must(["nsenter", `--net=${places.namespaceFile}`, "sh", "-euc", bridge]);
  const own = `ip link set lo up; ip link set eth0 up
    ip addr add ${v4}/24 dev eth0; ip -6 addr add ${v6}/64 dev eth0 nodad
    ip route add ${worldNetworks.v4} dev eth0; ip -6 route add ${worldNetworks.v6} dev eth0`;
  await must(["nsenter", `--net=/run/netns/${name}`, "sh", "-euc", own]);
}

/** Deletes every namespace of the versions that is there. */
export async function removeClients(): Promise<void> {
  const list = await exec(["ip", "netns", "list"]);
  const own = new Set(exhibits.map(namespaceOf));
  for (const line of list.stdout.split("\n")) {
    const name = line.split(" ")[0] ?? "";
    if (own.has(name)) await exec(["ip", "netns", "del", name]);
  }
}

// Every word is exec'ed, so the pid of the shell becomes the command's own.
const enter = `echo $$ > "$1/cgroup.procs" || exit 1; netns=$2; resolv=$3; hosts=$4; shift 4
exec nsenter --net="$netns" unshare -m --propagation private sh -c '
  mount --bind "$0" /etc/resolv.conf && mount --bind "$1" /etc/hosts && shift && exec "$@"' "$resolv" "$hosts" "$@"`;

/** Wraps a command so that it runs as a version's: in its namespace, with the museum's resolver, in the cgroup. */
export function insideClient(
  group: string,
  exhibit: Exhibit,
  argv: readonly string[],
): readonly string[] {
  const netns = `/run/netns/${namespaceOf(exhibit)}`;
  return ["sh", "-c", enter, "museum", group, netns, resolvFile, hostsFile, ...argv];
}
