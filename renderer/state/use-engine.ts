import { createContext, useContext } from "react";
import type { Input, MethodName, Output, Reply } from "../../shared/api/contract.ts";
import type { DraftChange, Station } from "../../shared/api/wizard-parts.ts";
import type { Action, Page } from "./wizard.ts";

/** What a station has at hand: what is known, and the way to ask for more. */
export interface Engine {
  readonly page: Page;
  /** Null where the engine is gone; the frame says so then. */
  readonly call: <M extends MethodName>(
    method: M,
    input: Input<M>,
  ) => Promise<Reply<Output<M>> | null>;
  /** The same where the screen has no place for a refusal: the frame shows it. Null where it was refused. */
  readonly attempt: <M extends MethodName>(method: M, input: Input<M>) => Promise<Output<M> | null>;
  readonly tell: (action: Action) => void;
  /** Changes the draft; a refusal is shown by the frame. */
  readonly answer: (change: DraftChange) => Promise<void>;
  /** Goes to a station, with a change of the draft on the way. */
  readonly go: (station: Station, change?: DraftChange) => Promise<void>;
}

/** Carries the engine to every station. */
export const EngineContext = createContext<Engine | null>(null);

/** The engine; throws outside of the page. */
export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (engine === null) throw new Error("no engine above");
  return engine;
}
