import type { Input, MethodName, Output, Reply } from "./contract.ts";
import type { WizardEvent } from "./events.ts";

/** What carries calls and events: Electron's bridge (`window.homeport`), HTTP on loopback, or a direct call. */
export interface Transport {
  /** Gives a `Reply`; rejects only where the carrier itself is gone. */
  readonly call: (method: MethodName, input: unknown) => Promise<unknown>;
  /** Listens; what it gives ends the listening. */
  readonly onEvent: (listener: (event: unknown) => void) => () => void;
}

/** The typed client over any transport. */
export interface Client {
  readonly call: <M extends MethodName>(method: M, input: Input<M>) => Promise<Reply<Output<M>>>;
  readonly onEvent: (listener: (event: WizardEvent) => void) => () => void;
}

/**
 * Makes the client. What comes back was read by the contract in the dispatcher on the other side, so
 * only its outline is looked at here and the page needs no schema; `call` throws where it is no reply.
 */
export function createClient({ call, onEvent }: Transport): Client {
  return {
    call: async <M extends MethodName>(method: M, input: Input<M>) => {
      const reply = await call(method, input);
      if (!isReply<M>(reply)) throw new Error(`no reply to ${method}`);
      return reply;
    },
    onEvent: (listener) =>
      onEvent((event) => {
        if (isEvent(event)) listener(event);
      }),
  };
}

function isReply<M extends MethodName>(value: unknown): value is Reply<Output<M>> {
  if (typeof value !== "object" || value === null || !("ok" in value)) return false;
  return value.ok === true ? "value" in value : "problem" in value;
}

function isEvent(value: unknown): value is WizardEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "event" in value &&
    typeof value.event === "string"
  );
}
