import { hostKind } from "../domain/server-name.ts";
import type { Sockets } from "../render/proxy-site.ts";
import { presentFile } from "./host-actor.ts";
import type { Situation } from "./situation.ts";

/**
 * Where the sites of the host's web server listen, without those of our file at `path`, which are seen
 * too once it is there; a host that was not looked at has IPv6.
 */
export function socketsOf(situation: Situation, path: string): Sockets {
  const { host } = situation.input;
  const ours = namesIn(presentFile(situation, path) ?? "");
  const others = (host?.proxy?.serves ?? []).filter((each) => !ours.includes(each.name));
  return {
    ipv6: host?.ipv6 ?? true,
    own: (host?.addresses ?? []).filter((address) => !/^fe[89ab]/i.test(address)),
    taken: others.filter(({ address }) => address === null || isAddress(address)),
  };
}

/** A host name in a `listen` is left to its own site. */
function isAddress(text: string): boolean {
  const kind = hostKind(text);
  return kind === "ipv4" || kind === "ipv6";
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/^\s*server_name ([^;]+);/gm)].flatMap(([, names = ""]) =>
    names.split(/\s+/),
  );
}
