import type { ControlServiceStep } from "../../../shared/plan/plan.ts";
import { problem } from "../../../shared/problems/problem.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";

/** How long a service may take until its ports answer, in seconds; Synapse migrates its database at a first start. */
const UP_WITHIN = 90;

/** Tests the config, controls the service, and waits until it is really up. */
export async function performService(
  context: RunContext,
  step: ControlServiceStep,
): Promise<StepEnd> {
  const state = await context.session.run("host", "service-state", { unit: step.unit });
  if (!state.ok) return failed(state.error);
  await context.journal.add({
    event: "touching",
    step: step.id,
    machine: "host",
    unit: step.unit,
    unitBefore: state.value.active,
  });
  const tested = await context.session.run("host", "test-config", { service: step.service });
  if (!tested.ok) return failed(tested.error);
  if (!tested.value.passed) {
    return failed(
      problem(
        "config-test-failed",
        { service: step.service },
        { seenFrom: "host", evidence: tested.value.output },
      ),
    );
  }
  const action = step.action === "reload" ? reloadOf(context, step) : step.action;
  const controlled = await context.session.run("host", "control-service", {
    unit: step.unit,
    action,
  });
  if (!controlled.ok) return failed(controlled.error);
  if (!controlled.value.accepted) {
    const evidence = controlled.value.output;
    return failed(problem("service-not-up", { unit: step.unit }, { seenFrom: "host", evidence }));
  }
  return waitUntilUp(context, step, controlled.value.output);
}

/** Debian's unit has no ExecReload; there SIGHUP to the main process is the reload (matrix-federation.md 2.4). */
function reloadOf(context: RunContext, step: ControlServiceStep): "reload" | "hup" | "restart" {
  if (step.service === "nginx") return "reload";
  const way = context.input.host?.synapse?.reload ?? "restart";
  return way === "sighup" ? "hup" : way === "systemctl-reload" ? "reload" : "restart";
}

async function waitUntilUp(
  context: RunContext,
  step: ControlServiceStep,
  said: string,
): Promise<StepEnd> {
  const up = await context.session.run("host", "wait-listening", {
    unit: step.unit,
    ports: step.opens,
    seconds: UP_WITHIN,
  });
  if (!up.ok) return failed(up.error);
  if (up.value.up) return done(`${step.unit} active`);
  return failed(
    problem(
      "service-not-up",
      { unit: step.unit },
      { seenFrom: "host", evidence: up.value.log || said },
    ),
  );
}
