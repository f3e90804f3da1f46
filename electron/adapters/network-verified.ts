import { isIP } from "node:net";
import type { X509Certificate } from "node:crypto";
import type { PlainAnswer } from "../engine/ports.ts";
import { certificateFault } from "../../shared/certificates/judge.ts";
import { judgeChain } from "./network-certificate.ts";
import { withoutBrackets } from "./network-connect.ts";
import { getOver } from "./network-http.ts";
import { findAddresses, listAddresses, openFirst, openHostTls } from "./network-open.ts";
import type { NetworkContext } from "./network-open.ts";

const MAX_BYTES = 64 * 1024;
const MAX_REDIRECTS = 5;

/**
 * One HTTPS GET whose certificate must hold (chain, name, dates; a CN alone does not count); redirects
 * are followed, to https only. `failed.why` is a problem code of the certificate or what the connect met.
 */
export async function fetchVerifiedUrl(
  context: NetworkContext,
  text: string,
): Promise<PlainAnswer> {
  let next: string = text;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const url = URL.canParse(next) ? new URL(next) : null;
    if (url?.protocol !== "https:") return { kind: "failed", why: "not-https" };
    const answer = await fetchOnce(context, url);
    if (answer.kind === "failed" || answer.status < 300 || answer.status > 399) return answer;
    const location = answer.headers["location"];
    if (location === undefined || !URL.canParse(location, url.href)) return answer;
    next = new URL(location, url.href).href;
  }
  return { kind: "failed", why: "redirect-loop" };
}

async function fetchOnce(context: NetworkContext, url: URL): Promise<PlainAnswer> {
  const host = withoutBrackets(url.hostname);
  const port = url.port === "" ? 443 : Number(url.port);
  const addresses = isIP(host) ? [host] : listAddresses(await findAddresses(context, host));
  const tls = await openFirst(addresses, (address) => openHostTls(context, host, address, port));
  if (tls?.kind !== "open") return { kind: "failed", why: tls?.kind ?? "no-address" };
  const fault = faultOf(context, tls.sent, host);
  if (fault !== null) {
    tls.socket.destroy();
    return { kind: "failed", why: fault };
  }
  const { answerMs, totalMs } = context.waits;
  const path = `${url.pathname}${url.search}`;
  const answer = await getOver(tls.socket, {
    host: url.host,
    path,
    maxBytes: MAX_BYTES,
    answerMs,
    totalMs,
  });
  return answer.kind === "answered" ? answer : { kind: "failed", why: answer.kind };
}

function faultOf(
  context: NetworkContext,
  sent: readonly X509Certificate[],
  host: string,
): string | null {
  const certificate = judgeChain(sent, context.roots);
  if (certificate === null) return "cert";
  return certificateFault(certificate, host, { acceptsCnOnly: false }, context.now());
}
