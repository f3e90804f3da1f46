import { useEffect, useMemo, useReducer, type ReactNode } from "react";
import type { Client } from "../../shared/api/client.ts";
import type { ApplyState } from "../../shared/api/wizard-views.ts";
import { SignInEnded } from "../sign-in-ended.ts";
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
    } catch (thrown) {
      tell(goneBy(thrown));
      return null;
    }
  };
  const attempt: Engine["attempt"] = async (method, input) => {
    const reply = await call(method, input);
    if (reply === null) return null;
    tell({ event: "refused", problem: reply.ok ? null : reply.problem });
    return reply.ok ? reply.value : null;
  };
  const answer: Engine["answer"] = async (change) => {
    const state = await attempt("wizard.answer", change);
    if (state !== null) tell({ event: "state", state });
  };
  return {
    page,
    call,
    attempt,
    tell,
    answer,
    go: async (station, change = {}) => answer({ ...change, station }),
  };
}

/**
 * Hands events on. What happened between the first question and the first event, or while the stream
 * was broken, is asked for: a run may have ended in that moment, and nothing would tell it again.
 */
function listen(client: Client, tell: (action: Action) => void): () => void {
  let heard = 0;
  const isOtherEnd = createEnds();
  const catchUp = (): void => void askAnew(client, tell, () => heard);
  const end = client.onEvent((event) => {
    const name: string = event.event;
    heard += 1;
    if (name === "opened") catchUp();
    else if (name === "lost") tell({ event: "gone", why: "gone" });
    else if (name === "sign-in-ended") tell({ event: "gone", why: "ended" });
    else tell(event);
    if (event.event === "apply" && isOtherEnd(event.state)) void askHome(client, tell);
  });
  catchUp();
  return end;
}

/** Tells whether a state is the end of a run and another one than before: what waits is told again and again. */
function createEnds(): (state: ApplyState) => boolean {
  let before = "";
  return ({ stage, run, outcome, began }) => {
    const end = stage === "ended" ? `${run} ${outcome} ${began}` : "";
    const isOther = end !== "" && end !== before;
    before = end;
    return isOther;
  };
}

/** A run that has ended, also one that went on by itself, changes its row among the servers. */
async function askHome(client: Client, tell: (action: Action) => void): Promise<void> {
  const home = await client.call("home.list", {}).catch(() => null);
  if (home?.ok === true) tell({ event: "home", servers: home.value.servers });
}

/** Tries to get an answer that no event overtook, so often at most. */
const MOST_TRIES = 3;

async function askAnew(
  client: Client,
  tell: (action: Action) => void,
  heard: () => number,
): Promise<void> {
  try {
    for (let tries = 1; ; tries++) {
      const before = heard();
      const [wizard, apply] = await Promise.all([
        client.call("wizard.state", {}),
        client.call("apply.state", {}),
      ]);
      if (!wizard.ok || !apply.ok) return;
      if (heard() !== before && tries < MOST_TRIES) continue;
      return tell({ event: "caught-up", wizard: wizard.value, apply: apply.value });
    }
  } catch (thrown) {
    tell(goneBy(thrown));
  }
}

function goneBy(thrown: unknown): Action {
  return { event: "gone", why: thrown instanceof SignInEnded ? "ended" : "gone" };
}
