import type { Answers } from "../answers/answers.ts";
import { ERAS, type Era } from "../domain/era.ts";
import { parseServerName } from "../domain/server-name.ts";
import { parseWorld } from "../facts/world-file.ts";
import type { Observe } from "../facts/observation.ts";
import { observeWorld } from "../facts/world-observe.ts";
import { remember } from "../resolve/drive.ts";
import type { World } from "../facts/world-types.ts";
import type { WorldJson } from "../facts/world-schema.ts";
import { DIMENSION_ORDER, type Choice } from "./dimensions.ts";
import { textOf } from "./same-state.ts";
import { subjectOf, type SeenBefore, type Subject } from "./subject.ts";
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
  const certificateFor = certificateForOf(choice);
  return {
    format: 1,
    now: WORLD_NOW,
    server: {
      name: serverNameOfChoice(choice),
      version: choice.version === "unknown" ? null : choice.version,
      install: "debian",
      addresses: [...ownAddressesOfChoice(choice)],
      listeners: [...listenersOfChoice(choice)],
      proxy: choice.proxy,
      users: choice.users === "yes",
    },
    control: {
      web: choice.web,
      dns: choice.dns,
      ...(certificateFor === null ? {} : { certificateFor: [...certificateFor] }),
      ports: choice.service === "8448-can-be-let-through" ? [8448] : [],
    },
    dns: dnsOfChoice(choice),
    https: websitesOfChoice(choice),
    endpoints: endpointsOfChoice(choice),
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
interface Network {
  readonly key: string;
  readonly text: string;
  readonly world: World;
  readonly seen: SeenBefore;
  readonly observe: Observe;
}

/**
 * Makes the cases of points, each read from its world file. Points that come one after the other
 * share their network where they may. Throws where a file is no good: a bug of the model.
 */
export function caseMaker(): (choice: Choice) => Case {
  let network: Network | null = null;
  return (choice) => {
    const json = worldJsonOf(choice);
    const key = NETWORK_DIMENSIONS.map((dimension) => choice[dimension]).join(" ");
    network = network?.key === key ? network : networkOf(key, json);
    const { dns, https, endpoints } = network.world;
    const { server, control, now } = read({ ...json, dns: {}, https: {}, endpoints: {} });
    const name = parseServerName(serverNameOfChoice(choice));
    if (!name.ok) throw new Error(`a modelled name is none: ${serverNameOfChoice(choice)}`);
    const audience = audienceOf(choice);
    const answers: Answers = audience === null ? {} : { audience };
    const world: World = { now, server, control, dns, https, endpoints };
    const subject = subjectOf(world, name.value, now ?? 0, answers, network);
    const text = `${network.text} ${textOf({ server, control })} ${subject.audience.join(" ")}`;
    return { subject, text };
  };
}

function networkOf(key: string, json: WorldJson): Network {
  const world = read(json);
  const { dns, https, endpoints, now } = world;
  return {
    key,
    world,
    text: textOf({ dns, https, endpoints, now }),
    seen: new Map(),
    observe: remember(observeWorld(world)),
  };
}

const NETWORK_DIMENSIONS = DIMENSION_ORDER.slice(0, DIMENSION_ORDER.indexOf("web"));

function read(json: WorldJson): World {
  const world = parseWorld(json);
  if (world.ok) return world.value;
  throw new Error(`a modelled world is no world file: ${JSON.stringify(world.error.data)}`);
}

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
