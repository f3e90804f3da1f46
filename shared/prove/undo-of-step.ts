import { assertNever } from "../domain/result.ts";
import { readEndpointKey } from "../facts/world-keys.ts";
import type { World } from "../facts/world-types.ts";
import type {
  AskPersonStep,
  ControlServiceStep,
  DnsRecordStep,
  PublishedFile,
  RecordChange,
  Step,
} from "../plan/plan.ts";
import { pageAt, placeOf, setPage, type PagePlace } from "./effect-of-page.ts";
import { withRecord } from "./effect-of-record.ts";
import type { ProofState } from "./state.ts";

/**
 * Takes a step back. `after` is the state with the step done; from `before` only what a backup of that
 * kind holds is used: the one file, the pages named, the service's own ports. A record is taken back
 * from what the step itself says. Anything else that a step changed stays changed, and is found so.
 */
export function undoOfStep(after: ProofState, before: ProofState, step: Step): ProofState {
  switch (step.kind) {
    case "write-file":
      return { ...after, files: oneBack(after.files, before.files, step.file.path) };
    case "obtain-certificate":
      return { ...after, disk: oneBack(after.disk, before.disk, step.path) };
    case "publish-file":
      return { ...after, world: pagesBack(after.world, before.world, step.files) };
    case "dns-record":
      return { ...after, world: withRecord(after.world, inverseOf(step)) };
    case "control-service":
      return serviceBack(after, before, step);
    case "ask-person":
      return { ...after, world: askedBack(after.world, before.world, step) };
    case "order-key":
    case "wait":
    case "prove":
      return after;
    default:
      return assertNever(step);
  }
}

/** Files put there and files taken away; a certificate that somebody renewed stays renewed. */
function askedBack(after: World, before: World, step: AskPersonStep): World {
  return pagesBack(after, before, [...step.files, ...(step.retires ?? [])]);
}

type Held<T> = { readonly [key: string]: T };

function oneBack<T>(after: Held<T>, before: Held<T>, key: string): Held<T> {
  const others = Object.fromEntries(Object.entries(after).filter(([each]) => each !== key));
  const old = Object.hasOwn(before, key) ? before[key] : undefined;
  return old === undefined ? others : { ...others, [key]: old };
}

function pagesBack(
  after: World,
  before: World,
  files: readonly Pick<PublishedFile, "url">[],
): World {
  return files.reduce((world, file) => pageBack(world, before, placeOf(file)), after);
}

/** A host without a website of its own before has none afterwards. */
function pageBack(world: World, before: World, place: PagePlace | null): World {
  if (place === null) return world;
  const old = Object.hasOwn(before.https, place.host);
  return old ? setPage(world, place, pageAt(before, place)) : withoutSite(world, place.host);
}

function withoutSite(world: World, host: string): World {
  const others = Object.entries(world.https).filter(([each]) => each !== host);
  return { ...world, https: Object.fromEntries(others) };
}

const INVERSE = { add: "remove", remove: "add", change: "change", keep: "keep" } as const;

/** What was there before a change stands in the step's own `before`, as a zone line. */
function inverseOf(step: DnsRecordStep): RecordChange {
  const { record } = step;
  const inverse = { ...record, change: INVERSE[record.change] };
  if (record.change !== "change") return inverse;
  const old = new RegExp(`(\\d+)\\s+IN\\s+${record.type}\\s+(.+)$`, "m").exec(step.before ?? "");
  return old === null ? inverse : { ...inverse, ttl: Number(old[1]), value: (old[2] ?? "").trim() };
}

/** The service reads its files of before; only the host's own ports can change by it. */
function serviceBack(after: ProofState, before: ProofState, step: ControlServiceStep): ProofState {
  const own = before.world.server?.addresses ?? [];
  const ours = (key: string): boolean => own.includes(readEndpointKey(key)?.address ?? "");
  const kept = Object.entries(after.world.endpoints).filter(([key]) => !ours(key));
  const old = Object.entries(before.world.endpoints).filter(([key]) => ours(key));
  const endpoints = Object.fromEntries([...kept, ...old]);
  const synapse = step.service === "synapse";
  const server = synapse ? before.world.server : after.world.server;
  const https = synapse ? after.world.https : before.world.https;
  return {
    ...after,
    sites: synapse ? after.sites : before.sites,
    world: { ...after.world, endpoints, server, https },
  };
}
