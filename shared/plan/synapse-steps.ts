import type { Decision } from "./decision.ts";
import { hostActor, presentFile, writeStep } from "./host-actor.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { synapseFile } from "./synapse-keys.ts";

/** Steps that give Synapse its keys and let it read them: it does so only when it starts. */
export function synapseSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const who = hostActor(situation);
  const file = synapseFile(situation, decision);
  const code = decision.place.endsTls === "synapse" ? "synapse-ends-tls" : "synapse-behind-proxy";
  const { host } = situation.input;
  const unit = host?.synapse?.unit ?? null;
  const running = unit === null || unit.active !== "inactive";
  return [
    writeStep("synapse-config", who, file, presentFile(situation, file.path), code),
    {
      kind: "control-service",
      ...parts({
        id: "restart-synapse",
        who,
        reason: reason(whyRestarted(situation, running)),
        ...(who === "homeport"
          ? { undo: reason("undo-service-again") }
          : { irreversible: reason("irreversible-person") }),
        check: reason("check-service", { unit: unit?.name ?? "matrix-synapse.service" }),
      }),
      service: "synapse",
      unit: unit?.name ?? "matrix-synapse.service",
      action: running ? "restart" : "start",
      opens: file.opens.map((each) => each.port),
    },
  ];
}

function whyRestarted({ input }: Situation, running: boolean): string {
  if (input.host !== null && input.host.synapse === null) return "restart-unseen";
  return running ? "restart-needed" : "start-needed";
}
