import type { PageParts } from "./approval-page.ts";
import type { WebAnswer } from "./web-answer.ts";
import { newNonce, plainPolicy } from "./page-headers.ts";

/** Answers with a page without scripts; `body` makes it with a fresh nonce. */
export function answerPage(
  status: 200 | 403 | 410,
  voice: PageParts["voice"],
  body: (parts: PageParts) => string,
): WebAnswer {
  const nonce = newNonce();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": plainPolicy(nonce),
  };
  return { status, headers, body: body({ voice, nonce }) };
}
