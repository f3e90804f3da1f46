import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { missingLogin } from "../state/missing-login.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { useResumeRun } from "./use-resume-run.ts";

/** The one step after a run that ended undone, unknown, or before it began. */
export function NextStep(): ReactNode {
  const words = useWords();
  const { page, go } = useEngine();
  const { kind, outcome, problems } = page.apply;
  if (kind === "undo" && outcome === "undone")
    return <Button onClick={() => void go("home")}>{words.say("wizard.ended.home")}</Button>;
  // The page goes on to the proof by itself.
  if (outcome === "kept") return null;
  if (problems[0]?.code === "approval-missing") return <BackFromDeclined />;
  return <Again />;
}

/** The other way out: to the list of servers, or on with what was deliberately not approved. */
export function OtherStep(): ReactNode {
  const words = useWords();
  const { page, go } = useEngine();
  const { kind, outcome, problems } = page.apply;
  if ((kind === "undo" && outcome === "undone") || outcome === "kept") return null;
  const isDeclined = problems[0]?.code === "approval-missing" && kind === "apply";
  return (
    <Button variant="default" onClick={() => void go(isDeclined ? "preflight" : "home")}>
      {words.say(isDeclined ? "wizard.ended.try-again" : "wizard.ended.leave")}
    </Button>
  );
}

/** Who deliberately did not approve reads on: the plan, or what stands where taking it back was asked. */
function BackFromDeclined() {
  const words = useWords();
  const { page, go } = useEngine();
  if (page.apply.kind === "undo" || page.apply.kind === "renew")
    return <Button onClick={() => void go("proof")}>{words.say("wizard.plan.see-proof")}</Button>;
  return <Button onClick={() => void go("plan")}>{words.say("wizard.preflight.to-plan")}</Button>;
}

/** Tries once more what was asked for; a machine that nobody is signed in to comes first. */
function Again() {
  const words = useWords();
  const { page, attempt, tell, go } = useEngine();
  const resume = useResumeRun();
  const { kind, of, outcome, name, run } = page.apply;
  if ((outcome === "unknown" || kind !== "apply") && missingLogin(page) !== null)
    return (
      <Button onClick={() => void go("host")}>{words.say("wizard.apply.sign-in-again")}</Button>
    );
  if (outcome === "unknown")
    return <Button onClick={() => void resume()}>{words.say("wizard.ended.look-again")}</Button>;
  const begin = async (method: "run.renew" | "run.undo"): Promise<void> => {
    const state =
      method === "run.renew"
        ? await attempt(method, { name: name ?? "" })
        : await attempt(method, { run: run ?? "" });
    if (state !== null) tell({ event: "run", state });
  };
  if (kind === "undo" && run !== null)
    return (
      <Button onClick={() => void begin("run.undo")}>{words.say("wizard.ended.undo-again")}</Button>
    );
  if (of === "renew")
    return (
      <Button onClick={() => void begin("run.renew")}>
        {words.say("wizard.ended.renew-again")}
      </Button>
    );
  return (
    <Button onClick={() => void go("preflight")}>{words.say("wizard.ended.try-again")}</Button>
  );
}
