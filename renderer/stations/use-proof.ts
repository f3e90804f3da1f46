import { useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { ownRun } from "../state/own-run.ts";
import { useEngine } from "../state/use-engine.ts";

/** A report with its moment. */
export type Proven = Output<"proof.check">;

/** The newest report: that of the run that just ended, until somebody checks again. */
export function useProof() {
  const { page, call } = useEngine();
  const { apply, wizard } = page;
  const [checked, setChecked] = useState<Proven | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const own = ownRun(page)?.report ?? null;
  const lastLine = page.log.at(-1)?.at ?? apply.began;
  const proven =
    checked ?? (own === null || lastLine === null ? null : { at: lastLine, report: own });
  const check = async (): Promise<void> => {
    const { name } = wizard.draft;
    if (name === null) return;
    setBusy(true);
    setProblem(null);
    const reply = await call("proof.check", { name });
    setBusy(false);
    if (reply?.ok === true) setChecked(reply.value);
    else if (reply !== null) setProblem(reply.problem);
  };
  return { proven, check, busy, problem };
}
