import type { Transport } from "../shared/api/client.ts";
import { WEB_CARRIER } from "../shared/api/web-carrier.ts";
import { readEvents } from "./event-stream.ts";
import { keepBearerOverReload, takeKeptBearer } from "./kept-bearer.ts";
import { replyOf } from "./reply-of.ts";

declare global {
  interface Window {
    /** What the preload puts there in Electron. */
    readonly homeport?: Transport;
  }
}

/** How the page came to its engine: over a transport, or not, because its code was used up. */
export type Arrival =
  | { readonly kind: "ready"; readonly transport: Transport }
  /** `opened`: the server has opened a fresh page by itself. */
  | ({ readonly kind: "used-up" } & Again)
  | { readonly kind: "gone" };

/** What asking for a fresh page came to; `command` starts the wizard again, null where that was not told. */
export interface Again {
  readonly opened: boolean;
  readonly command: string | null;
}

/**
 * Finds the engine: Electron's bridge where there is one, else HTTP on the page's own origin, with the code
 * of the address, or with the bearer that the page before in this tab has left.
 */
export async function arrive(): Promise<Arrival> {
  if (window.homeport !== undefined) return { kind: "ready", transport: window.homeport };
  const code = takeCode();
  const kept = takeKeptBearer();
  try {
    const fresh = code === null ? null : await exchange(code);
    const token = fresh ?? (kept !== null && (await isKnown(kept)) ? kept : null);
    if (token === null) return { kind: "used-up", ...(await askAgain()) };
    keepBearerOverReload(token);
    return { kind: "ready", transport: overHttp(token) };
  } catch {
    return { kind: "gone" };
  }
}

/** Takes the code out of the address, so that it is in no history. */
function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get(WEB_CARRIER.codeKey);
  history.replaceState(history.state, "", location.pathname + location.search);
  return code;
}

/** Whether the server still knows a bearer; Homeport may have been started anew. */
async function isKnown(token: string): Promise<boolean> {
  return (await post(`${WEB_CARRIER.call}about.get`, {}, token)).ok;
}

async function post(path: string, body: unknown, token: string | null): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

async function exchange(code: string): Promise<string | null> {
  const answer = await post(WEB_CARRIER.session, { code }, null);
  if (!answer.ok) return null;
  const body: unknown = await answer.json();
  return typeof body === "object" &&
    body !== null &&
    "token" in body &&
    typeof body.token === "string"
    ? body.token
    : null;
}

/** Asks the server for a fresh page; rejects where it is gone. */
export async function askAgain(): Promise<Again> {
  const answer = await post(WEB_CARRIER.again, {}, null);
  const body: unknown = answer.ok ? await answer.json() : null;
  if (typeof body !== "object" || body === null) return { opened: false, command: null };
  return {
    opened: "opened" in body && body.opened === true,
    command: "command" in body && typeof body.command === "string" ? body.command : null,
  };
}

/** While the page is there, the token is in this closure alone. */
function overHttp(token: string): Transport {
  return {
    call: async (method, input) =>
      replyOf(method, await post(WEB_CARRIER.call + method, input, token)),
    onEvent: (listener) => readEvents(WEB_CARRIER.events, token, listener),
  };
}
