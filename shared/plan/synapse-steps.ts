import { CHALLENGE_FOLDER } from "../render/proxy-site.ts";
import { LOOPBACK } from "../render/synapse-config.ts";
import type { Decision } from "./decision.ts";
import { hostActor, presentFile, writeStep } from "./host-actor.ts";
import type { Reason } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft } from "./step-parts.ts";
import { synapseText, type SynapseText } from "./synapse-keys.ts";

/** Steps that give Synapse its keys and let it read them: it does so only when it starts. */
export function synapseSteps(situation: Situation, decision: Decision): readonly Draft[] {
  const who = hostActor(situation);
  const text = synapseText(situation, decision);
  const { file } = text;
  const before = presentFile(situation, file.path);
  const { host } = situation.input;
  const unit = host?.synapse?.unit ?? null;
  const running = unit === null || unit.active !== "inactive";
  return [
    writeStep("synapse-config", who, file, before, whyWritten(decision, text)),
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

/** What the keys bring about, whom they let in, and what a person does to put them into a file that is there. */
function whyWritten(decision: Decision, { file, keys, handed }: SynapseText): Reason {
  const [behind] = file.opens;
  const addresses = behind?.bindAddresses ?? [];
  const proxied = decision.place.endsTls === "proxy";
  const mounts = handed !== null && handed.mount !== null;
  const open = proxied && !mounts && !addresses.every(isLocal) ? "-open" : "";
  const byHand = handed === null ? "" : mounts ? "-in-container" : "-by-hand";
  const served = handed === null && decision.certificate.served !== null ? "-as-served" : "";
  const code = `${proxied ? "synapse-behind-proxy" : `synapse-ends-tls${served}`}${byHand}${open}`;
  return reason(code, {
    path: file.path,
    folder: mounts ? handed.mount : CHALLENGE_FOLDER,
    ...(handed === null ? {} : { keys }),
    ...(open !== "" || (proxied && mounts)
      ? { port: behind?.port ?? 0, addresses: addresses.join(", ") }
      : {}),
  });
}

function isLocal(address: string): boolean {
  return LOOPBACK.includes(address) || address === "localhost";
}

function whyRestarted({ input }: Situation, running: boolean): string {
  if (input.host !== null && input.host.synapse === null) return "restart-unseen";
  return running ? "restart-needed" : "start-needed";
}
