import { assertNever } from "../domain/result.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import { readEndpointKey, worldName } from "../facts/world-keys.ts";
import type { World } from "../facts/world-types.ts";
import type { AskPersonStep, ControlServiceStep, FileToWrite, Step } from "../plan/plan.ts";
import { placeOf, setPage, withGoodWebsite, withPage } from "./effect-of-page.ts";
import { withProxyRead, withSite } from "./effect-of-proxy.ts";
import { withRecord } from "./effect-of-record.ts";
import { withSynapseRead } from "./effect-of-synapse.ts";
import type { ProofState } from "./state.ts";
import { publicCertificate } from "../facts/public-certificate.ts";

/**
 * What a step does to a modelled world once it is done, written without a look at the planner's own
 * idea of it. The lab holds it against real servers after every step.
 */
export function effectOfStep(state: ProofState, step: Step): ProofState {
  switch (step.kind) {
    case "write-file":
      return withFile(state, step.file);
    case "obtain-certificate":
      return { ...state, disk: { ...state.disk, [step.path]: certificateFor(step.names) } };
    case "publish-file":
      return { ...state, world: step.files.reduce(withPage, state.world) };
    case "dns-record":
      return { ...state, world: withRecord(state.world, step.record) };
    case "control-service":
      return withService(state, step);
    case "ask-person":
      return { ...state, world: askedOf(state.world, step) };
    case "order-key":
    case "wait":
    case "prove":
      return state;
    default:
      return assertNever(step);
  }
}

/** The certificate that an order gives: public, whole, valid. */
export function certificateFor(names: readonly string[]): CertificateSeen {
  return publicCertificate(names.map((name) => name.toLowerCase()));
}

/** A snippet for a proxy that a person changes by hand is live once the person says so. */
function withFile(state: ProofState, file: FileToWrite): ProofState {
  const written = { ...state, files: { ...state.files, [file.path]: file } };
  return file.what === "proxy-snippet" ? withSite(written, file) : written;
}

function withService(state: ProofState, step: ControlServiceStep): ProofState {
  switch (step.service) {
    case "synapse":
      return withSynapseRead(state);
    case "nginx":
      return withProxyRead(state);
    default:
      return assertNever(step.service);
  }
}

function askedOf(world: World, step: AskPersonStep): World {
  const published = step.files.reduce(withPage, world);
  const retired = (step.retires ?? []).reduce((now, file) => {
    const place = placeOf(file);
    return place === null ? now : setPage(now, place, null);
  }, published);
  const believed =
    step.renews === undefined
      ? retired
      : withGoodWebsite(retired, worldName(step.renews), world.now ?? 0);
  return letThrough(step.records.reduce(withRecord, believed), step.ports);
}

/** Packets come through to the server's own addresses; behind a mute port nothing listens yet. */
function letThrough(world: World, ports: readonly number[]): World {
  if (ports.length === 0) return world;
  const own = world.server?.addresses ?? [];
  const opened = Object.entries(world.endpoints).flatMap(([key, endpoint]) => {
    const place = readEndpointKey(key);
    const ours = place !== null && ports.includes(place.port) && own.includes(place.address);
    if (!ours || !endpoint.silent) return [[key, endpoint] as const];
    return endpoint.certificate === null ? [] : [[key, { ...endpoint, silent: false }] as const];
  });
  return { ...world, endpoints: Object.fromEntries(opened) };
}
