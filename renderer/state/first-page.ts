import type { Client } from "../../shared/api/client.ts";
import type { Page } from "./wizard.ts";

/** Asks for everything that the first screen shows. Null where the engine could not tell. */
export async function firstPage({ call }: Client): Promise<Page | null> {
  const [about, wizard, apply, home] = await Promise.all([
    call("about.get", {}),
    call("wizard.state", {}),
    call("apply.state", {}),
    call("home.list", {}),
  ]);
  if (!about.ok || !wizard.ok || !apply.ok || !home.ok) return null;
  return {
    about: about.value,
    wizard: wizard.value,
    apply: apply.value,
    log: apply.value.log,
    servers: home.value.servers,
    observed: [],
    looked: null,
    hasAsked: wizard.value.draft.name !== null || home.value.servers.length > 0,
    plan: null,
    opened: null,
    machine: null,
    folderWarnings: [],
    preflight: [],
    coming: [],
    refused: null,
    gone: false,
  };
}
