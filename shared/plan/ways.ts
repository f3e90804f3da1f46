import { ERAS } from "../domain/era.ts";
import { formatHostPort } from "../domain/server-name.ts";
import type { DelegationMethod } from "./plan.ts";
import { certificateGood, portAt, type Greeting } from "./port-at.ts";
import { presentWays } from "./present-ways.ts";
import { addressList } from "./addresses-of.ts";
import { servingPorts } from "./own-addresses.ts";
import { bestSrv, isOwn, type Situation } from "./situation.ts";
import type { Way } from "./way.ts";
import { fileIsFollowed } from "./website-file.ts";

/**
 * Every way for a server name, the best first (design section 3): the present one where it only has to
 * be mended, nothing published, a `.well-known` with an explicit port, SRV records; at last nothing
 * published with a dead address beside the good one. Lazy, for each way asks the network its questions.
 */
export function* waysOf(situation: Situation): Iterable<Way> {
  const wanted = situation.input.answers.delegate ?? "auto";
  if (isDirect(situation)) {
    yield* directWays(situation);
    return;
  }
  for (const way of presentWays(situation)) {
    if (wanted === "auto" || wanted === way.method) yield way;
  }
  for (const method of ["none", "well-known", "srv"] as const) {
    if (wanted === "auto" || wanted === method) yield* waysBy(situation, method);
  }
  for (const way of presentWays(situation)) {
    if (way.file === "kept" && (wanted === "auto" || wanted === way.method))
      yield { ...way, moves: "elsewhere" };
  }
  yield* lastWays(situation, wanted);
}

/** Ways that leave something behind or take something away, when no other is possible. */
function* lastWays(situation: Situation, wanted: string): Iterable<Way> {
  for (const method of ["well-known", "srv"] as const) {
    if (wanted !== "auto" && wanted !== method) continue;
    for (const way of waysBy(situation, method)) {
      if (hasStrays(situation, way.connectHost)) yield { ...way, moves: "strays" };
    }
  }
  const several = addressList(situation.input, situation.host).length > 1;
  if (several && (wanted === "auto" || wanted === "none")) {
    yield* asToFile(situation, { ...direct(situation, "none", 8448), strict: false });
  }
}

/** A name of our own choice with addresses of the host and of others. */
function hasStrays(situation: Situation, name: string): boolean {
  const addresses = addressList(situation.input, name);
  const own = addresses.filter((address) => isOwn(situation, address));
  return name !== situation.host && own.length > 0 && own.length < addresses.length;
}

/** The ways of one method, the best first; the present one is not among them. */
export function* waysBy(
  situation: Situation,
  method: "none" | "well-known" | "srv",
): Iterable<Way> {
  if (method === "none") {
    yield* asToFile(situation, direct(situation, "none", 8448));
    return;
  }
  const wayFor = method === "srv" ? srvWay : wellKnownWay;
  const certificateFor = (name: string): string => wayFor(situation, name, 8448).certificateName;
  for (const name of delegatedNames(situation, certificateFor)) {
    for (const port of portsAt(situation, name, (each) => wayFor(situation, name, each))) {
      const way = wayFor(situation, name, port);
      if (method === "well-known") yield way;
      else yield* asToFile(situation, way);
    }
  }
}

/**
 * No record is read, and nobody looks at the name itself, while a file on the website leads elsewhere; some
 * pass over a file that others follow (a 308). One that nobody believes today may stay where it does no
 * harm once it is believed.
 */
function* asToFile(situation: Situation, way: Way): Iterable<Way> {
  const { now, audience, later } = situation;
  const readers = audience.filter((era) => era !== "0.34");
  const followers = readers.filter((era) => fileIsFollowed(now.inbound, [era]));
  if (followers.length < readers.length || readers.length === 0) yield way;
  if (followers.length > 0 || later !== null) yield { ...way, file: "retired" };
}

/** Tells whether the server name itself says where to go, so that nothing can be delegated. */
export function isDirect(situation: Situation): boolean {
  return situation.input.name.kind !== "dns" || situation.input.name.port !== null;
}

function directWays(situation: Situation): readonly Way[] {
  const { kind, port } = situation.input.name;
  return [direct(situation, kind === "dns" ? "explicit-port" : "ip-literal", port ?? 8448)];
}

function direct(situation: Situation, method: DelegationMethod, port: number): Way {
  const { host, input } = situation;
  return {
    method,
    delegatedName: host,
    connectHost: host,
    port,
    certificateName: host,
    hostHeader: input.name.text,
    file: "left",
    moves: method === "ip-literal" ? "nothing" : "elsewhere",
    strict: method === "none",
  };
}

function wellKnownWay(_: Situation, name: string, port: number): Way {
  return {
    method: "well-known",
    delegatedName: name,
    connectHost: name,
    port,
    certificateName: name,
    hostHeader: formatHostPort(name, port),
    file: "written",
    moves: "elsewhere",
    strict: false,
  };
}

function srvWay(situation: Situation, name: string, port: number): Way {
  return {
    ...direct(situation, "srv", port),
    delegatedName: name,
    connectHost: name,
  };
}

/** Names to lead peers to, by the defaults of `cli.md`; an answer stands alone. */
function delegatedNames(
  situation: Situation,
  certificateFor: (name: string) => string,
): readonly string[] {
  const { input, host, srvFed, srvLegacy } = situation;
  if (input.answers.delegatedName !== undefined) return [input.answers.delegatedName.toLowerCase()];
  const targets = [bestSrv(srvLegacy)?.target, bestSrv(srvFed)?.target].filter(
    (target): target is string => target !== undefined && target !== "",
  );
  const names = unique([...targets.map((target) => target.toLowerCase()), `matrix.${host}`, host]);
  return servingFirst(situation, names, certificateFor);
}

/**
 * The default name has to be set up anew where it has no address, or leads to another machine. Another one
 * at which the homeserver answers already, with a certificate that fits, is then used as it is: what works
 * is left alone.
 */
function servingFirst(
  situation: Situation,
  names: readonly string[],
  certificateFor: (name: string) => string,
): readonly string[] {
  const { input } = situation;
  const [usual] = names;
  if (usual === undefined) return names;
  if (addressList(input, usual).some((address) => isOwn(situation, address))) return names;
  const works = (name: string): boolean =>
    servingPorts(input).some((port) =>
      addressList(input, name).some((address) => {
        const greeting = { certificateName: certificateFor(name), hostHeader: input.name.text };
        const at = portAt(input, address, port, greeting);
        return (
          at.state === "homeserver" &&
          certificateGood(input, at.certificate, greeting.certificateName)
        );
      }),
    );
  const ready = names.filter(works);
  return unique([...ready, ...names]);
}

/** Ports to serve on: the one that serves already, else 443 behind a proxy, else 8448, else any other. */
function portsAt(
  situation: Situation,
  name: string,
  greetingFor: (port: number) => Greeting,
): readonly number[] {
  const { input, srvLegacy, srvFed, proxy } = situation;
  if (input.answers.port !== undefined) return [input.answers.port];
  const recorded = [bestSrv(srvLegacy), bestSrv(srvFed)].flatMap((record) =>
    record !== null && record.target !== "" && record.port > 0 ? [record.port] : [],
  );
  const asked = ERAS.flatMap((era) => situation.now.inbound[era].target?.port ?? []);
  const addresses = unique([...addressList(input, name), ...situation.own]);
  const serving = unique([...recorded, ...asked, ...servingPorts(input)]).filter((port) =>
    addresses.some(
      (address) => portAt(input, address, port, greetingFor(port)).state === "homeserver",
    ),
  );
  return unique([...serving, ...(proxy === "none" ? [] : [443]), 8448, ...recorded, 8443]);
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
