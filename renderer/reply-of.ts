import type { MethodName, Output, Reply } from "../shared/api/contract.ts";
import { problem } from "../shared/problems/problem.ts";
import { isSignInEnded, SignInEnded } from "./sign-in-ended.ts";

/** An answer over HTTP, as far as it is looked at. */
interface Answer {
  readonly status: number;
  readonly json: () => Promise<unknown>;
}

/**
 * What an answer to a call says. What the server refuses as it stands (4xx, such as 413 for a body that is
 * too large) is a reply with a problem; a token that it does not know is another server's, whose answer is
 * no reply. Throws for both; `SignInEnded` where the server has ended it.
 */
export async function replyOf(method: MethodName, answer: Answer): Promise<unknown> {
  if (answer.status === 401)
    throw (await isSignInEnded(answer))
      ? new SignInEnded(method)
      : new Error(`no reply to ${method}`);
  if (!isRefused(answer.status)) return answer.json();
  const where = `HTTP ${answer.status}`;
  const refused: Reply<Output<MethodName>> = {
    ok: false,
    problem: problem("request-bad", { method, where }),
  };
  return refused;
}

function isRefused(status: number): boolean {
  return status >= 400 && status < 500 && status !== 403;
}
