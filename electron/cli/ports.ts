import { ok, type Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import { createJsonStore } from "../adapters/json-store.ts";
import type { Ports } from "../engine/ports.ts";
import { openOutside } from "../web/outside.ts";
import { createApprove } from "./approve.ts";
import type { Context } from "./command.ts";
import { createLogins } from "./logins.ts";
import { stateFolder } from "./state-folder.ts";
import { readWorld } from "./world-options.ts";

/** Ports over the real world; `close` ends what is still open. */
export interface OpenPorts {
  readonly ports: Ports;
  readonly close: () => Promise<void>;
}

/** Makes the ports that the options ask for; a problem where a file or an address among them is bad. */
export async function openPorts(context: Context): Promise<Result<OpenPorts, Problem>> {
  const { args, caller, stop, emit } = context;
  const world = await readWorld(context);
  if (!world.ok) return world;
  const stateFolderOfRun = stateFolder(args, caller);
  const outside = openOutside({ ...world.value, stateFolder: stateFolderOfRun, stop });
  const hosts = createLogins(context, outside.find);
  if (!hosts.ok) return hosts;
  const { clock, network, acme, store, digest } = outside;
  const ports: Ports = {
    clock,
    network,
    hosts: hosts.value,
    acme,
    store: {
      ...store,
      append: (run, line) => {
        context.noteRun(run);
        return store.append(run, line);
      },
    },
    approve: createApprove(context),
    digest,
    emit,
    stopping: () => stop.aborted,
  };
  return ok({ ports, close: () => Promise.resolve(outside.close()) });
}

/** Only the store: for commands that look at nothing but what was done. */
export function openStore({ args, caller }: Context): Pick<Ports, "store"> {
  return { store: createJsonStore(stateFolder(args, caller)) };
}
