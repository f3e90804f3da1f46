import { cgroupMount, makeGroup } from "../cgroup.ts";
import {
  acmeOptions,
  homeportIn,
  loginOptions,
  told,
  type EventLine,
  type Homeport,
} from "../homeport.ts";
import { settled } from "../journeys/main-job.ts";
import { instead } from "../journeys/refusal.ts";
import type { Lab } from "../lab.ts";
import type { Machine } from "../machine.ts";
import { addresses } from "../places.ts";
import { startRelay, type Relay } from "../relay.ts";
import { takeSnapshot, type Snapshot } from "../snapshot.ts";
import { pastHungOrder } from "./hung-order.ts";
import { operationsOf, type Operation } from "./points.ts";

/** A host behind a relay, and what it looks like before and after a run without faults. */
export interface Stage {
  readonly lab: Lab;
  readonly host: Machine;
  readonly relay: Relay;
  readonly start: Snapshot;
  readonly kept: Snapshot;
  readonly operations: readonly Operation[];
}

/** The server name of the fault runs. */
export const faultName = "fault.example";

let stages = 0;

/** Makes a host and plays journey (a) twice without faults: to warm Synapse up, then to measure and compare. */
export async function makeStage(lab: Lab): Promise<Stage> {
  const { host: at, relay: front } = addresses;
  stages += 1;
  await lab.dns.publish({ [faultName]: [`@ A ${at.v4}`, `@ AAAA ${at.v6}`] });
  const host = await lab.makeHost("synapse");
  await settled(host, "inactive");
  const group = makeGroup(await cgroupMount(), "relay");
  const relay = await startRelay(group, { address: front.v4, port: 2200 + stages }, at.v4);
  const half = { lab, host, relay };
  await faultless(half, `warm-${stages}`);
  const start = await takeSnapshot(host);
  let kept = start;
  const events = await faultless(half, `faultless-${stages}`, async () => {
    kept = await takeSnapshot(host);
  });
  return { ...half, start, kept, operations: operationsOf(events) };
}

/** Ends a stage's relay and machine. */
export async function discardStage(stage: Stage): Promise<void> {
  await stage.relay.stop();
  await stage.host.discard();
}

/** The words of journey (a) through the relay. */
export function applyWords(stage: Pick<Stage, "lab" | "host" | "relay">): readonly string[] {
  return ["apply", faultName, ...loginWords(stage), ...acmeOptions(stage.lab), "--yes"];
}

/** The login through the relay. */
export function loginWords(stage: Pick<Stage, "lab" | "host" | "relay">): readonly string[] {
  const { address, port } = stage.relay;
  return instead(loginOptions(stage.lab, stage.host, "root"), "--host", `root@${address}:${port}`);
}

async function faultless(
  stage: Pick<Stage, "lab" | "host" | "relay">,
  label: string,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly EventLine[]> {
  const homeport: Homeport = homeportIn(stage.lab, label);
  const apply = await pastHungOrder(() => homeport.run(applyWords(stage)));
  if (apply.code !== 0) throw new Error(`a run without faults fails: ${told(apply)}`);
  await between();
  const undo = await homeport.run(["undo", faultName, "--yes", ...loginWords(stage)]);
  if (undo.code !== 0) throw new Error(`an undo without faults fails: ${told(undo)}`);
  return apply.events;
}
