import { randomBytes } from "node:crypto";
import type { ApprovalRequest } from "../engine/ports.ts";
import type { Asking } from "../engine/wizard-ports.ts";
import { approvalPage, plainPage } from "./approval-page.ts";
import { approvalText, type ApprovalText } from "./approval-text.ts";
import { listenOnLoopback, type LocalServer } from "./loopback-server.ts";
import { answerPage } from "./page-answer.ts";
import type { Voice } from "./say.ts";
import type { WebAnswer, WebRequest } from "./web-answer.ts";

/** What the approvals of web mode need. */
export interface ApprovalsOptions extends Pick<LocalServer, "tellBug"> {
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

/** Questions by the code that shows them, and shown ones by the code that answers them. */
interface Questions {
  readonly codes: Map<string, Waiting>;
  readonly answers: Map<string, Waiting>;
}

/** Before the code that shows a question. */
const ASK = "/ask/";
/** An answer is short (bytes). */
const MOST_BODY = 4096;

/**
 * Opens the second port. The wizard's page never learns an address here: a code in it shows the
 * question once, and the answer needs another one that stands only on that page.
 */
export async function openApprovals(options: ApprovalsOptions): Promise<Approvals> {
  const { voice, showAddress, tellBug } = options;
  const asked: Questions = { codes: new Map(), answers: new Map() };
  const { codes, answers } = asked;
  const { port, close } = await listenOnLoopback(
    { mostBody: MOST_BODY, voice, tellBug, answer: (request) => answerOne(voice, asked, request) },
    0,
  );
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
        return showAddress(`http://127.0.0.1:${port}${ASK}${code}`);
      };
      asking.shown(await ask(), ask);
      const isGiven = await given;
      codes.clear();
      answers.clear();
      return isGiven;
    },
  };
}

async function answerOne(voice: Voice, asked: Questions, request: WebRequest): Promise<WebAnswer> {
  const { method, path } = request;
  if (method === "GET" && path.startsWith(ASK))
    return question(voice, asked, path.slice(ASK.length));
  if (method === "POST" && path === "/answer") return decide(voice, asked, await formOf(request));
  return gone(voice);
}

/** Shows a question, once. */
function question(voice: Voice, { codes, answers }: Questions, code: string): WebAnswer {
  const waiting = codes.get(code);
  if (waiting === undefined) return gone(voice);
  codes.delete(code);
  const answer = secret();
  answers.set(answer, waiting);
  return answerPage(200, voice, (parts) => approvalPage(waiting.text, answer, parts));
}

/** Takes the answer to a question, once; any word but "yes" is a no. */
function decide(voice: Voice, { answers }: Questions, form: URLSearchParams): WebAnswer {
  const answer = form.get("answer") ?? "";
  const waiting = answers.get(answer);
  if (waiting === undefined) return gone(voice);
  answers.delete(answer);
  const isGiven = form.get("decision") === "yes";
  waiting.settle(isGiven);
  const title = voice.say(isGiven ? "approval.given-title" : "approval.kept-title");
  return answerPage(200, voice, (parts) => plainPage(title, voice.say("approval.close"), parts));
}

/** The fields of a form; none of what is no form, or too large to be ours. */
async function formOf(request: WebRequest): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\b/.test(request.header("content-type") ?? "");
  return new URLSearchParams(isForm ? ((await request.body()) ?? "") : "");
}

function gone(voice: Voice): WebAnswer {
  const title = voice.say("approval.gone-title");
  return answerPage(410, voice, (parts) => plainPage(title, voice.say("approval.gone"), parts));
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}
