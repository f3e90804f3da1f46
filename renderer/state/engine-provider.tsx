import { useEffect, useMemo, useReducer, type ReactNode } from "react";
import type { Client } from "../../shared/api/client.ts";
import { EngineContext, type Engine } from "./use-engine.ts";
import { reduce, type Action, type Page } from "./wizard.ts";

/** Keeps what the page knows, and listens to the engine. */
export function EngineProvider({
  client,
  first,
  children,
}: {
  readonly client: Client;
  readonly first: Page;
  readonly children: ReactNode;
}) {
  const [page, tell] = useReducer(reduce, first);
  useEffect(() => listen(client, tell), [client]);
  const engine = useMemo(() => engineOf(client, page, tell), [client, page]);
  return <EngineContext value={engine}>{children}</EngineContext>;
}

function engineOf(client: Client, page: Page, tell: (action: Action) => void): Engine {
  const call: Engine["call"] = async (method, input) => {
    try {
      return await client.call(method, input);
    } catch {
      tell({ event: "gone" });
      return null;
    }
  };
  const answer: Engine["answer"] = async (change) => {
    const reply = await call("wizard.answer", change);
    if (reply?.ok === true) tell({ event: "state", state: reply.value });
  };
  return {
    page,
    call,
    tell,
    answer,
    go: async (station, change = {}) => answer({ ...change, station }),
  };
}

/** Hands events on; after a break it asks for what may have been missed. */
function listen(client: Client, tell: (action: Action) => void): () => void {
  return client.onEvent((event) => {
    const name: string = event.event;
    if (name === "reopened") void catchUp(client, tell);
    else if (name === "lost") tell({ event: "gone" });
    else tell(event);
  });
}

async function catchUp(client: Client, tell: (action: Action) => void): Promise<void> {
  try {
    const [wizard, apply] = await Promise.all([
      client.call("wizard.state", {}),
      client.call("apply.state", {}),
    ]);
    if (wizard.ok && apply.ok) {
      tell({ event: "caught-up", wizard: wizard.value, apply: apply.value });
    }
  } catch {
    tell({ event: "gone" });
  }
}
