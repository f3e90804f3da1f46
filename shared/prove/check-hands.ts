import { assertNever } from "../domain/result.ts";
import { readEndpointKey } from "../facts/world-keys.ts";
import type { World } from "../facts/world-types.ts";
import type { AskPersonStep, RecordChange, Step } from "../plan/plan.ts";
import { certificateCanBeHad, dnsControl, webControl } from "./reach-of-certificates.ts";
import type { Subject } from "./subject.ts";
import { violation, type Violation } from "./violation.ts";
import type { Walk, Walked } from "./walk.ts";

/** Part of check 1: a plan changes only what is in somebody's hands, and orders only what can be had. */
export function checkHands(subject: Subject, walk: Walk): readonly Violation[] {
  return walk.steps.flatMap((walked) => [
    ...certificates(subject, walked),
    ...beyond(subject, walked.step).map((detail) =>
      violation("1 change not in our hands", detail, { step: walked.step.id }),
    ),
  ]);
}

function certificates(subject: Subject, { step, before }: Walked): readonly Violation[] {
  if (step.kind !== "obtain-certificate" || step.issuer === "own") return [];
  return step.names
    .filter((name) => !certificateCanBeHad(subject, before.world, name, step.challenge))
    .map((name) =>
      violation("1 certificate not to be had", `${name} by ${step.challenge}`, { step: step.id }),
    );
}

function beyond(subject: Subject, step: Step): readonly string[] {
  switch (step.kind) {
    case "dns-record":
      return records(subject, [step.record], dnsControl(subject) === "me");
    case "publish-file":
      return webControl(subject) === "me" ? [] : ["a file on a website that is not ours"];
    case "ask-person":
      return [
        ...records(subject, step.records, dnsControl(subject) !== "nobody"),
        ...(changesWebsite(step) && webControl(subject) === "nobody"
          ? ["a change of nobody's website"]
          : []),
        ...step.ports.filter((port) => !opens(subject.world, port)).map((port) => `port ${port}`),
      ];
    case "write-file":
    case "order-key":
    case "obtain-certificate":
    case "control-service":
    case "wait":
    case "prove":
      return [];
    default:
      return assertNever(step);
  }
}

function changesWebsite(step: AskPersonStep): boolean {
  return step.files.length + (step.retires ?? []).length > 0 || step.renews !== undefined;
}

function records(
  subject: Subject,
  changes: readonly RecordChange[],
  mayChange: boolean,
): readonly string[] {
  const zone = subject.name.host.toLowerCase();
  const real = changes.filter((record) => record.change !== "keep");
  const outside = real.filter((record) => !`.${record.name.toLowerCase()}`.endsWith(`.${zone}`));
  return [
    ...(real.length > 0 && !mayChange ? ["a record in DNS that is not in our hands"] : []),
    ...outside.map((record) => `${record.name} is outside the zone`),
  ];
}

/** A port that is not mute needs nobody; a mute one only comes through where the world says that it can. */
function opens(world: World, port: number): boolean {
  const mute = Object.entries(world.endpoints).some(
    ([key, endpoint]) => endpoint.silent && readEndpointKey(key)?.port === port,
  );
  return !mute || world.control.ports.includes(port);
}
