import { canonicalAddress } from "../../shared/domain/ip-address.ts";
import { endpointKey } from "../../shared/facts/world-keys.ts";
import type { Connection, Observed } from "./compare.ts";
import type { Logs } from "./museum.ts";
import type { StubLine } from "./stub-log.ts";
import { clientAddresses, type Exhibit } from "./versions.ts";
import type { MuseumWorld } from "./worlds/sketch.ts";

/** The logs of one version: what it asked, where it knocked, what it said. The client address tells whose a line is. */
export interface OwnLogs {
  readonly questions: readonly { readonly type: string; readonly name: string }[];
  readonly syns: readonly { readonly address: string; readonly port: number }[];
  readonly connections: readonly StubLine[];
}

/** Takes a version's lines out of the logs of all. */
export function logsOf(exhibit: Exhibit, logs: Logs): OwnLogs {
  const { v4, v6 } = clientAddresses(exhibit);
  const isOwn = (from: string | undefined): boolean => from === v4 || from === v6;
  return {
    questions: logs.questions().flatMap((line) => {
      const parts = / (\S+)#\d+ \([^)]*\): query: (\S+) IN (\S+) /.exec(line);
      const [, from, name = "", type = ""] = parts ?? [];
      return isOwn(from) ? [{ type, name }] : [];
    }),
    syns: logs.syns().flatMap((line) => {
      const [from, address = "", port = ""] = line.split(" ");
      return isOwn(from) ? [{ address, port: Number(port) }] : [];
    }),
    connections: logs.connections().flatMap((line) => {
      const parsed = JSON.parse(line) as StubLine;
      return isOwn(parsed.from) ? [parsed] : [];
    }),
  };
}

/** What a version did in one world. `status` is that of the client API's last answer. */
export function observedIn(world: MuseumWorld, own: OwnLogs, status: number): Observed {
  const questions = own.questions.filter(({ name }) => world.ownsName(name));
  const here = ({ address }: { readonly address: string }): boolean => world.ownsAddress(address);
  return {
    srv: questions.flatMap(({ type, name }) => (type === "SRV" ? [name] : [])),
    questions: questions.flatMap(({ type, name }) => (type === "SRV" ? [] : [`${type} ${name}`])),
    tried: own.syns.filter(here).map(({ address, port }) => endpointKey(address, port)),
    connections: own.connections.filter(here).map(connectionOf),
    status,
  };
}

function connectionOf({ address, port, sni, request }: StubLine): Connection {
  const path = request === null ? "" : plainPath(request.path);
  return {
    to: endpointKey(canonicalAddress(address), port),
    sni,
    request: request === null ? null : { host: request.host, path },
  };
}

/** The directory query in one word, whatever stands in front of it and behind. */
function plainPath(path: string): string {
  return path.includes("/_matrix/federation/v1/query/directory?") ? "federation" : path;
}

/** What a version asked or tried that belongs to no world: nothing may go unseen for want of an owner. */
export function ofNoWorld(worlds: readonly MuseumWorld[], own: OwnLogs): readonly string[] {
  const names = own.questions.filter(({ name }) => !worlds.some((world) => world.ownsName(name)));
  const places = [...own.syns, ...own.connections].filter(
    // the resolver over TCP is no target
    ({ address, port }) => port !== 53 && !worlds.some((world) => world.ownsAddress(address)),
  );
  return [...names.map(({ name }) => name), ...places.map(({ address }) => address)];
}
