import { randomBytes } from "node:crypto";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApprovalRequest } from "../engine/ports.ts";
import type { Asking } from "../engine/wizard-ports.ts";
import { approvalPage, plainPage } from "./approval-page.ts";
import { approvalText, type ApprovalText } from "./approval-text.ts";
import { judgeRequest } from "./guard.ts";
import { COMMON_HEADERS, newNonce } from "./page-headers.ts";
import type { Say, Voice } from "./say.ts";
import { askedOf, listenOnLoopback, type Listening } from "./server.ts";

/** What the approvals of web mode need. */
export interface ApprovalsOptions {
  readonly voice: Voice;
  /** Shows an address to the person by other means than the wizard's page; tells how. */
  readonly showAddress: (url: string) => Promise<"browser" | "terminal">;
}

/** Approvals on an origin of their own. */
export interface Approvals {
  approve(request: ApprovalRequest, asking: Asking): Promise<boolean>;
  close(): Promise<void>;
}

interface Waiting {
  readonly text: ApprovalText;
  readonly settle: (isGiven: boolean) => void;
}

/**
 * Opens the second port. The wizard's page never learns an address here: a code in it shows the
 * question once, and the answer needs another one that stands only on that page.
 */
export async function openApprovals({ voice, showAddress }: ApprovalsOptions): Promise<Approvals> {
  const codes = new Map<string, Waiting>();
  const answers = new Map<string, Waiting>();
  let listening: Listening | null = null;
  const app = approvalApp(voice.say, codes, answers, () => listening?.port ?? 0);
  listening = await listenOnLoopback(app, 0);
  const { port, close } = listening;
  return {
    close,
    approve: async (request, asking) => {
      const { promise: given, resolve: settle } = Promise.withResolvers<boolean>();
      asking.cancelled.addEventListener("abort", () => settle(false), { once: true });
      const waiting = { text: approvalText(request, asking, voice), settle };
      const ask = (): ReturnType<typeof showAddress> => {
        codes.clear();
        const code = secret();
        codes.set(code, waiting);
        return showAddress(`http://127.0.0.1:${port}/ask/${code}`);
      };
      asking.shown(await ask(), ask);
      const isGiven = await given;
      codes.clear();
      answers.clear();
      return isGiven;
    },
  };
}

function approvalApp(
  say: Say,
  codes: Map<string, Waiting>,
  answers: Map<string, Waiting>,
  port: () => number,
): Hono {
  const app = new Hono();
  const gone = (context: Context): Response =>
    show(context, 410, (nonce) =>
      plainPage(say("approval.gone-title"), say("approval.gone"), nonce),
    );
  app.use("*", async (context, next) => {
    const turned = judgeRequest(askedOf(context), port());
    if (turned !== null) return context.json({ turnedAway: turned }, 403, COMMON_HEADERS);
    return next();
  });
  app.use("*", bodyLimit({ maxSize: 4096 }));
  app.get("/ask/:code", (context) => {
    const code = context.req.param("code");
    const waiting = codes.get(code);
    if (waiting === undefined) return gone(context);
    codes.delete(code);
    const answer = secret();
    answers.set(answer, waiting);
    return show(context, 200, (nonce) => approvalPage(waiting.text, answer, nonce));
  });
  app.post("/answer", async (context) => {
    const form = await context.req.parseBody();
    const answer = typeof form["answer"] === "string" ? form["answer"] : "";
    const waiting = answers.get(answer);
    if (waiting === undefined) return gone(context);
    answers.delete(answer);
    const isGiven = form["decision"] === "yes";
    waiting.settle(isGiven);
    const title = say(isGiven ? "approval.given-title" : "approval.kept-title");
    return show(context, 200, (nonce) => plainPage(title, say("approval.close"), nonce));
  });
  app.all("*", gone);
  return app;
}

function show(context: Context, status: 200 | 410, body: (nonce: string) => string): Response {
  const nonce = newNonce();
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return context.html(body(nonce), status, {
    ...COMMON_HEADERS,
    "content-security-policy": policy,
  });
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}
