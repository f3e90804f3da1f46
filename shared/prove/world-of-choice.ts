import type { Answers } from "../answers/answers.ts";
import { ERAS, type Era } from "../domain/era.ts";
import { parseServerName } from "../domain/server-name.ts";
import { observeWorld } from "../facts/world-observe.ts";
import { remember } from "../resolve/drive.ts";
import type { World } from "../facts/world-types.ts";
import type { WorldJson } from "../facts/world-schema.ts";
import { DIMENSION_ORDER, type Choice } from "./dimensions.ts";
import { entriesReader, pieceReader } from "./read-piece.ts";
import { nothingSeen, oncePer, type SeenBefore } from "./seen-before.ts";
import { subjectOf, type Subject } from "./subject.ts";
import { dnsOfChoice } from "./world-dns-part.ts";
import { endpointsOfChoice, listenersOfChoice } from "./world-endpoints-part.ts";
import {
  delegatedOfChoice,
  hostOfChoice,
  ownAddressesOfChoice,
  serverNameOfChoice,
  WORLD_NOW,
} from "./world-places.ts";
import { websitesOfChoice } from "./world-website-part.ts";

/** The world file of a point of the space, as `plan --world` reads it. */
export function worldJsonOf(choice: Choice): WorldJson {
  return {
    format: 1,
    now: WORLD_NOW,
    server: serverJsonOf(choice),
    control: controlJsonOf(choice),
    dns: dnsOfChoice(choice),
    https: websitesOfChoice(choice),
    endpoints: endpointsOfChoice(choice),
  };
}

function serverJsonOf(choice: Choice): NonNullable<WorldJson["server"]> {
  return {
    name: serverNameOfChoice(choice),
    version: choice.version === "unknown" ? null : choice.version,
    install: "debian",
    addresses: [...ownAddressesOfChoice(choice)],
    listeners: [...listenersOfChoice(choice)],
    proxy: choice.proxy,
    users: choice.users === "yes",
  };
}

function controlJsonOf(choice: Choice): NonNullable<WorldJson["control"]> {
  const certificateFor = certificateForOf(choice);
  return {
    web: choice.web,
    dns: choice.dns,
    ...(certificateFor === null ? {} : { certificateFor: [...certificateFor] }),
    ports: choice.service === "8448-can-be-let-through" ? [8448] : [],
  };
}

/** The audience of a point; null where the default is asked for. */
export function audienceOf(choice: Choice): readonly Era[] | null {
  switch (choice.audience) {
    case "default":
      return null;
    case "all":
      return ERAS;
    case "today":
      return ["1.93"];
    case "1.0-and-later":
      return ["1.0", "1.93"];
    case "0.34-alone":
      return ["0.34"];
  }
}

/** A case with the canonical JSON of its world and audience: two are the same where their texts are. */
export interface Case {
  readonly subject: Subject;
  readonly text: string;
}

/** What cases share that differ only in who controls what, in the own version and in the audience. */
interface Network extends Pick<World, "now" | "dns" | "https" | "endpoints"> {
  readonly key: string;
  readonly text: string;
  readonly seen: SeenBefore;
}

/**
 * Makes the cases of points, each read from its world file. Points that come one after the other
 * share their network where they may. Throws where a file is no good: a bug of the model.
 */
export function caseMaker(): (choice: Choice) => Case {
  const readNetwork = networkReader();
  const [readServer, readControl] = [pieceReader("server"), pieceReader("control")];
  let last: Network | null = null;
  return (choice) => {
    const server = readServer(serverJsonOf(choice));
    const control = readControl(controlJsonOf(choice));
    const key = NETWORK_DIMENSIONS.map((dimension) => choice[dimension]).join(" ");
    const network = last?.key === key ? last : readNetwork(key, choice);
    last = network;
    const { now, dns, https, endpoints } = network;
    const world = { now, server: server.value, control: control.value, dns, https, endpoints };
    const observe = oncePer(network.seen.observe, "now", () => remember(observeWorld(world)));
    const name = parseServerName(serverNameOfChoice(choice));
    if (!name.ok) throw new Error(`a modelled name is none: ${serverNameOfChoice(choice)}`);
    const audience = audienceOf(choice);
    const answers: Answers = audience === null ? {} : { audience };
    const subject = subjectOf(world, name.value, now ?? 0, answers, {
      observe,
      seen: network.seen,
    });
    const own = `{"control":${control.text},"server":${server.text}}`;
    return { subject, text: `${network.text} ${own} ${subject.audience.join(" ")}` };
  };
}

function networkReader(): (key: string, choice: Choice) => Network {
  const read = {
    now: pieceReader("now"),
    dns: entriesReader(pieceReader("dns")),
    https: entriesReader(pieceReader("https")),
    endpoints: entriesReader(pieceReader("endpoints")),
  };
  return (key, choice) => {
    const now = read.now(WORLD_NOW);
    const dns = read.dns(dnsOfChoice(choice));
    const https = read.https(websitesOfChoice(choice));
    const endpoints = read.endpoints(endpointsOfChoice(choice));
    const text = `{"dns":${dns.text},"endpoints":${endpoints.text},"https":${https.text},"now":${now.text}}`;
    const values = { now: now.value, dns: dns.value, https: https.value };
    return { key, text, seen: nothingSeen(), endpoints: endpoints.value, ...values };
  };
}

const NETWORK_DIMENSIONS = DIMENSION_ORDER.slice(0, DIMENSION_ORDER.indexOf("web"));

function certificateForOf(choice: Choice): readonly string[] | null {
  const host = hostOfChoice(choice);
  const delegated = delegatedOfChoice(choice);
  switch (choice.certificateFor) {
    case "auto":
      return null;
    case "none":
      return [];
    case "name":
      return [host];
    case "delegated":
      return [delegated];
    case "both":
      return [host, delegated];
  }
}
