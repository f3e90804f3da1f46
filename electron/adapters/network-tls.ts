import { isIP } from "node:net";
import { connect, createSecureContext } from "node:tls";
import type { SecureContext, TLSSocket } from "node:tls";
import type { Socket } from "node:net";
import type { X509Certificate } from "node:crypto";
import { openTcp } from "./network-connect.ts";
import { getOver } from "./network-http.ts";

/** Waits in milliseconds: TCP connect, TLS handshake, first byte of an answer, whole answer. */
export interface NetworkWaits {
  readonly connectMs: number;
  readonly handshakeMs: number;
  readonly answerMs: number;
  readonly totalMs: number;
}

/** Where to connect and as whom. */
export interface TlsTarget {
  readonly address: string;
  readonly port: number;
  /** Sent as SNI unless null or an IP literal (RFC 6066 section 3). */
  readonly sni: string | null;
}

/** An open TLS connection with the chain exactly as sent, leaf first, nothing verified. */
export interface TlsOpen {
  readonly kind: "open";
  readonly socket: TLSSocket;
  readonly version: "1.2" | "1.3";
  readonly sent: readonly X509Certificate[];
}

/** How a TLS connect ended. `plain`: something else than TLS is spoken there. */
export type TlsOutcome =
  | TlsOpen
  | { readonly kind: "refused" | "timeout" | "unreachable" }
  | { readonly kind: "plain" | "handshake-failed" | "silent" };

/** Errors of OpenSSL when the peer's first bytes are no TLS record. */
const NOT_TLS = new Set([
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "ERR_SSL_UNKNOWN_PROTOCOL",
  "ERR_SSL_HTTP_REQUEST",
  "ERR_SSL_HTTPS_PROXY_REQUEST",
  "ERR_SSL_BAD_RECORD_TYPE",
]);

/** How to open TLS: the newest version offered, and whether a mute peer is asked in plain HTTP. */
export interface TlsManner {
  readonly maxVersion: "TLSv1.2" | "TLSv1.3";
  readonly askPlain: boolean;
}

const PLAINLY: TlsManner = { maxVersion: "TLSv1.3", askPlain: true };

/**
 * Opens TLS to one address, verifying nothing (the chain is judged afterwards). A peer that stays mute
 * or cuts the connection is asked once in plain HTTP, for servers without TLS often wait for a line.
 */
export async function openTls(
  target: TlsTarget,
  waits: NetworkWaits,
  manner: TlsManner = PLAINLY,
): Promise<TlsOutcome> {
  const tcp = await openTcp(target.address, target.port, waits.connectMs);
  if (tcp.kind !== "open") return tcp;
  const outcome = await shakeHands(tcp.socket, target.sni, waits.handshakeMs, manner.maxVersion);
  const isMute = outcome.kind === "silent" || outcome.kind === "cut";
  if (isMute && manner.askPlain && (await speaksPlainHttp(target, waits))) return { kind: "plain" };
  if (outcome.kind === "open") return outcome;
  return { kind: outcome.kind === "cut" ? "handshake-failed" : outcome.kind };
}

const contexts = new Map<string, SecureContext>();

/** Shared by all connections, without roots: chains are judged by `judgeChain`, not by the handshake. */
function contextFor(maxVersion: "TLSv1.2" | "TLSv1.3"): SecureContext {
  const known = contexts.get(maxVersion);
  const context = known ?? createSecureContext({ ca: [], minVersion: "TLSv1.2", maxVersion });
  contexts.set(maxVersion, context);
  return context;
}

type Shaken = TlsOpen | { readonly kind: "plain" | "handshake-failed" | "silent" | "cut" };

function shakeHands(
  socket: Socket,
  sni: string | null,
  timeoutMs: number,
  maxVersion: "TLSv1.2" | "TLSv1.3",
): Promise<Shaken> {
  return new Promise((resolve) => {
    const tls = connect({
      socket,
      servername: sni === null || isIP(sni) !== 0 ? "" : sni,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      secureContext: contextFor(maxVersion),
    });
    const end = (outcome: Shaken) => {
      clearTimeout(timer);
      tls
        .removeAllListeners("secureConnect")
        .removeAllListeners("error")
        .removeAllListeners("close");
      tls.on("error", () => {});
      if (outcome.kind !== "open") tls.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ kind: "silent" }), timeoutMs);
    tls.once("secureConnect", () => end(opened(tls)));
    tls.once("close", () => end({ kind: "cut" }));
    tls.once("error", (error: NodeJS.ErrnoException) =>
      end({ kind: handshakeFailure(error.code) }),
    );
  });
}

function opened(tls: TLSSocket): Shaken {
  const sent = sentChain(tls);
  const version = tls.getProtocol() === "TLSv1.3" ? "1.3" : "1.2";
  return sent.length === 0
    ? { kind: "handshake-failed" }
    : { kind: "open", socket: tls, version, sent };
}

/** The peer's chain as it was on the wire: unlike `getPeerCertificate`, nothing is added from a local store. */
function sentChain(tls: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next = tls.getPeerX509Certificate();
  while (next !== undefined && chain.length < 16) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

function handshakeFailure(code: string | undefined): "plain" | "handshake-failed" | "cut" {
  if (code === undefined) return "handshake-failed";
  if (NOT_TLS.has(code)) return "plain";
  return code.startsWith("ERR_SSL_") ? "handshake-failed" : "cut";
}

/** A web server answers 400 to plain HTTP on a TLS port (nginx, Apache): that is TLS all the same. */
async function speaksPlainHttp(target: TlsTarget, waits: NetworkWaits): Promise<boolean> {
  const tcp = await openTcp(target.address, target.port, Math.min(waits.connectMs, 3000));
  if (tcp.kind !== "open") return false;
  const answer = await getOver(tcp.socket, {
    host: target.sni ?? target.address,
    path: "/_matrix/federation/v1/version",
    maxBytes: 1024,
    answerMs: Math.min(waits.answerMs, 3000),
    totalMs: Math.min(waits.totalMs, 3000),
  });
  return answer.kind === "answered" && answer.status !== 400;
}
