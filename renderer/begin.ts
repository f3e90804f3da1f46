import { createClient, type Client } from "../shared/api/client.ts";
import { firstPage } from "./state/first-page.ts";
import type { Page } from "./state/wizard.ts";
import { arrive } from "./transport.ts";

/** What the page has found of its engine. */
export type Begun =
  | {
      readonly kind: "without";
      readonly why: "used-up" | "opened" | "gone";
      /** What starts the wizard again, where that was told. */
      readonly command?: string | null;
    }
  | { readonly kind: "ready"; readonly client: Client; readonly first: Page };

/** Finds the engine and asks for the first screen, while words and colours are still being made. */
export async function begin(): Promise<Begun> {
  const arrival = await arrive();
  if (arrival.kind === "gone") return { kind: "without", why: "gone" };
  if (arrival.kind === "used-up")
    return {
      kind: "without",
      why: arrival.opened ? "opened" : "used-up",
      command: arrival.command,
    };
  const client = createClient(arrival.transport);
  try {
    const first = await firstPage(client);
    return first === null ? { kind: "without", why: "gone" } : { kind: "ready", client, first };
  } catch {
    return { kind: "without", why: "gone" };
  }
}
