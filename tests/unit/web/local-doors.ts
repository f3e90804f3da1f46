import { request } from "node:http";
import { afterEach, expect } from "vitest";
import type { AskAgain } from "../../../electron/engine/wizard-ports.ts";
import { openApprovals } from "../../../electron/web/approvals.ts";
import { createCodes } from "../../../electron/web/codes.ts";
import { createEventHub } from "../../../electron/web/event-stream.ts";
import { wanted } from "./wanted.ts";
import { listenOnLoopback } from "../../../electron/web/loopback-server.ts";
import { createVoice, type Voice } from "../../../electron/web/say.ts";
import { createWebApp } from "../../../electron/web/server.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** A request with exactly these headers, which fetch would not let us choose. */
export function ask(
  port: number,
  path: string,
  given: { readonly method?: string; readonly headers?: object; readonly body?: string } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body = "" } = given;
  const own = { host: `127.0.0.1:${port}` };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method, headers: { ...own, ...headers } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: text, headers: answer.headers }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Nothing here throws; what does is a rejection that nobody handles, and fails the run. */
const tellBug = async (thrown: unknown): Promise<void> => {
  throw new Error("a bug was told", { cause: thrown });
};

/** A local server over a page of one line and a dispatcher that is told of calls. */
export async function serve(againEveryMs = 5000) {
  const codes = createCodes(() => Date.now());
  const events = createEventHub();
  const calls: unknown[] = [];
  const page = { type: "text/html", body: new TextEncoder().encode("<p>the page</p>") };
  let opened = 0;
  const app = createWebApp({
    assets: new Map([["/index.html", page]]),
    dispatch: async (method, input) => {
      calls.push([method, input]);
      return { ok: true, value: "done" };
    },
    codes,
    events,
    openAgain: async () => {
      opened += 1;
      return true;
    },
    againEveryMs,
    command: "./homeport serve",
    voice: createVoice("en"),
    tellBug,
  });
  const server = await listenOnLoopback(app, 0);
  ended.push(async () => {
    events.close();
    await server.close();
  });
  const own = { origin: `http://127.0.0.1:${server.port}`, "content-type": "application/json" };
  return { port: server.port, codes, events, calls, own, opened: () => opened };
}

/** Asks for an approval and gives the address that was shown. */
export async function openQuestion(
  cancelled = new AbortController().signal,
  voice: Voice = createVoice("en"),
) {
  const shown: string[] = [];
  let again: AskAgain | undefined;
  const approvals = await openApprovals({
    voice,
    showAddress: async (url) => {
      shown.push(url);
      return "terminal";
    },
    tellBug,
  });
  ended.push(() => approvals.close());
  const answer = approvals.approve(wanted, {
    cancelled,
    practice: true,
    kind: "apply",
    shown: (_where, askAgain) => void (again = askAgain),
  });
  await expect.poll(() => shown.length).toBe(1);
  const at = (): URL => new URL(shown.at(-1) ?? "");
  const showAgain = async (): Promise<string> => {
    await again?.();
    return at().pathname;
  };
  return { answer, port: Number(at().port), path: at().pathname, showAgain };
}

/** Sends the answer of a form. */
export function decide(port: number, secret: string, decision: string, more: object = {}) {
  const headers = {
    origin: `http://127.0.0.1:${port}`,
    "content-type": "application/x-www-form-urlencoded",
    ...more,
  };
  return ask(port, "/answer", {
    method: "POST",
    headers,
    body: `answer=${secret}&decision=${decision}`,
  });
}
