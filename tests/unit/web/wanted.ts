import type { ApprovalRequest } from "../../../electron/engine/ports.ts";
import { planStep } from "../plan/plan-step.ts";

/** A plan to approve, with everything that an approval can show. */
export const wanted: ApprovalRequest = {
  digest: "d".repeat(64),
  name: "two.example",
  machines: [
    { target: "ada@matrix.two.example:22", hostKey: "SHA256:abc", sudo: "nopasswd" },
    { target: "<script>alert(1)</script>", hostKey: null, sudo: null },
  ],
  changes: 3,
  terms: "https://ca.example/terms",
  certificateNames: ["matrix.two.example"],
  steps: [
    planStep({
      id: "certificate",
      kind: "obtain-certificate",
      undo: null,
      irreversible: { code: "irreversible-certificate", data: { names: "matrix.two.example" } },
    }),
    planStep({ id: "restart", kind: "control-service", service: "synapse", action: "restart" }),
    planStep({ id: "ask-record-a", kind: "ask-person", who: "you" }),
    planStep({ id: "prove", kind: "prove" }),
  ],
};
