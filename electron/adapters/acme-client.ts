import { createHash, createPublicKey } from "node:crypto";
import type { DirectoryDocument } from "./acme-documents.ts";
import { CaRefused, isBadNonce } from "./acme-problems.ts";
import type { AcmeResponse, AcmeTransport } from "./acme-transport.ts";

const BAD_NONCE_RETRIES = 8;
const NONCES_KEPT = 8;

/**
 * The requests of RFC 8555 that an account makes, signed and with nonces. Each gives the CA's
 * answer, unparsed; an error is thrown whole, as `CaRefused`.
 */
export interface AcmeCalls {
  /** Opens the account of the key, or finds it again. */
  createAccount(data: {
    readonly termsOfServiceAgreed: true;
    readonly contact?: readonly string[];
  }): Promise<AcmeResponse>;
  getAccountUrl(): string;
  createOrder(data: {
    readonly identifiers: readonly { readonly type: "dns"; readonly value: string }[];
    readonly profile?: string;
  }): Promise<AcmeResponse>;
  getOrder(url: string): Promise<AcmeResponse>;
  getAuthorization(url: string): Promise<AcmeResponse>;
  completeChallenge(url: string, data: { readonly [member: string]: never }): Promise<AcmeResponse>;
  finalizeOrder(url: string, data: { readonly csr: string }): Promise<AcmeResponse>;
  /** POST-as-GET where `payload` is null. */
  apiRequest(url: string, payload: null, validStatuses: readonly number[]): Promise<AcmeResponse>;
}

/** The inner seams of acme-client 5.4.0, pinned: `src/http.js` sends, `src/api.js` calls. */
interface Seams {
  readonly http: {
    maxBadNonceRetries: number;
    request(
      url: string,
      method: string,
      options?: { readonly data?: unknown },
    ): Promise<AcmeResponse>;
    getDirectory(): Promise<unknown>;
    getNonce(): Promise<string>;
  };
  readonly api: AcmeCalls;
}

/**
 * Makes the calls of one account key with acme-client, loaded here and not before, over our own
 * transport. Nonces that come with answers are used again, which halves the round trips; a
 * rejected one is tried again up to 8 times (RFC 8555 section 6.5).
 */
export async function createCalls(
  directoryUrl: string,
  directory: DirectoryDocument,
  accountKey: string,
  transport: AcmeTransport,
): Promise<AcmeCalls> {
  const { Client } = await import("acme-client");
  const client: unknown = new Client({ directoryUrl, accountKey });
  // Its public methods hide errors and headers and send an empty account update that CAs refuse.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one way to its seams
  const { http, api } = client as Seams;
  const nonces: string[] = [];
  let rejected = 0;
  http.maxBadNonceRetries = BAD_NONCE_RETRIES;
  http.getDirectory = () => Promise.resolve(directory);
  http.request = async (url, method, options) => {
    const body = options?.data === undefined ? null : JSON.stringify(options.data);
    const response = await transport(url, method.toUpperCase(), body);
    const again = isBadNonce(response) && rejected < BAD_NONCE_RETRIES;
    rejected = again ? rejected + 1 : 0;
    if (response.status >= 400 && !again) throw new CaRefused(response);
    // The nonce of a rejection is used by the retry itself, that of a HEAD by who asked for it.
    if (!again && body !== null) keepNonce(nonces, response);
    return response;
  };
  http.getNonce = async () =>
    nonces.pop() ?? nonceIn(await http.request(directory.newNonce, "head"));
  return api;
}

/** Thumbprint of an EC account key (RFC 7638, RFC 8555 section 8.1), base64url. */
export function thumbprintOf(accountKey: string): string {
  const { crv, kty, x, y } = createPublicKey(accountKey).export({ format: "jwk" });
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

function keepNonce(nonces: string[], response: AcmeResponse): void {
  const nonce = response.headers["replay-nonce"];
  if (nonce !== undefined && nonces.length < NONCES_KEPT) nonces.push(nonce);
}

function nonceIn(response: AcmeResponse): string {
  const nonce = response.headers["replay-nonce"];
  if (nonce === undefined) {
    throw new CaRefused({ ...response, data: { detail: "no Replay-Nonce header" } });
  }
  return nonce;
}
