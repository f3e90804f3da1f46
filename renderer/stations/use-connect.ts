import { useState } from "react";
import type { Output } from "../../shared/api/contract.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { useEngine } from "../state/use-engine.ts";
import { connectInput, noteTyped, type LoginFields } from "./login-fields.ts";

/** A key that a machine showed for the first time. */
export type KeyShown = Extract<Output<"host.connect">, { readonly kind: "host-key-unknown" }>;

/** Signs in with the fields: a first key is compared by a person, then the login is made again. */
export function useConnect(machine: "host" | "web", fields: LoginFields) {
  const { page, call, tell, answer } = useEngine();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [keyShown, setKeyShown] = useState<KeyShown | null>(null);
  const connect = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const { name, page: memory } = page.wizard.draft;
    await answer({ page: noteTyped(memory, machine, { name, fields }) });
    const reply = await call("host.connect", connectInput(machine, fields));
    setBusy(false);
    if (reply === null) return;
    if (!reply.ok) return setProblem(reply.problem);
    if (reply.value.kind === "host-key-unknown") return setKeyShown(reply.value);
    setKeyShown(null);
    if (machine === "host") tell({ event: "machine", machine: reply.value });
    else tell({ event: "website", warnings: reply.value.warnings });
    const state = await call("wizard.state", {});
    if (state?.ok === true) tell({ event: "state", state: state.value });
  };
  const accept = async (): Promise<void> => {
    if (keyShown === null) return;
    const { host, port, fingerprint } = keyShown;
    const reply = await call("host.acceptKey", { host, port, fingerprint });
    if (reply?.ok === false) return setProblem(reply.problem);
    setKeyShown(null);
    await connect();
  };
  const forget = (): void => {
    setKeyShown(null);
    setProblem(null);
  };
  /** What was found does not hold for other fields, nor does a key of another machine. */
  const settle = (): void => {
    if (!busy) forget();
  };
  return { connect, accept, forget, settle, busy, problem, keyShown };
}
