import { createHash, createPublicKey } from "node:crypto";
import type { Client } from "acme-client";
import type { DirectoryDocument } from "./acme-documents.ts";
import { CaRefused, isBadNonce, retryAfterMs } from "./acme-problems.ts";
import type { AcmeResponse, AcmeTransport } from "./acme-transport.ts";

const BAD_NONCE_RETRIES = 8;
const NONCES_KEPT = 8;

/** The inner seams of acme-client 5.4.0: what its `Client` sends through (`src/http.js`), and `src/api.js`. */
interface Seams {
  readonly http: HttpSeam;
  readonly api: { createAccount(data: AccountRequest): Promise<unknown> };
}

interface AccountRequest {
  readonly termsOfServiceAgreed: true;
  readonly contact?: readonly string[];
}

interface HttpSeam {
  maxBadNonceRetries: number;
  request(
    url: string,
    method: string,
    options?: { readonly data?: unknown },
  ): Promise<AcmeResponse>;
  getDirectory(): Promise<unknown>;
  getNonce(): Promise<string>;
}

/** acme-client's `Client`, and the `Retry-After` (ms) of the last answer, which it does not tell itself. */
export interface AcmeClient {
  readonly client: Client;
  lastRetryAfter(): number | null;
  /** Opens the account of the key, or finds it again. The library's own way sends an empty update after that, which CAs refuse. */
  openAccount(request: AccountRequest): Promise<void>;
}

/**
 * Makes acme-client's `Client` for one account key, speaking through our own transport. Errors of
 * the CA are thrown as `CaRefused`, whole. Nonces that come with answers are used again, which
 * halves the round trips; a rejected one is retried up to 8 times (RFC 8555 section 6.5).
 */
export async function createClient(
  directoryUrl: string,
  directory: DirectoryDocument,
  accountKey: string,
  transport: AcmeTransport,
): Promise<AcmeClient> {
  const library = await import("acme-client");
  const client = new library.Client({ directoryUrl, accountKey });
  // acme-client has no way to give it a connection, so its own is replaced; the version is pinned.
  const { http, api } = client as unknown as Seams;
  const nonces: string[] = [];
  let rejected = 0;
  let retryAfter: number | null = null;
  http.maxBadNonceRetries = BAD_NONCE_RETRIES;
  http.getDirectory = () => Promise.resolve(directory);
  http.request = async (url, method, options) => {
    const body = options?.data === undefined ? null : JSON.stringify(options.data);
    const response = await transport(url, method.toUpperCase(), body);
    retryAfter = retryAfterMs(response.headers["retry-after"]);
    const again = isBadNonce(response) && rejected < BAD_NONCE_RETRIES;
    rejected = again ? rejected + 1 : 0;
    if (response.status >= 400 && !again) throw new CaRefused(response);
    keepNonce(nonces, response, again || method.toLowerCase() === "head");
    return response;
  };
  http.getNonce = async () => nonces.pop() ?? (await freshNonce(http, directory.newNonce));
  return {
    client,
    lastRetryAfter: () => retryAfter,
    openAccount: (request) => api.createAccount(request).then(() => undefined),
  };
}

/** Thumbprint of an EC account key (RFC 7638, RFC 8555 section 8.1), base64url. */
export function thumbprintOf(accountKey: string): string {
  const { crv, kty, x, y } = createPublicKey(accountKey).export({ format: "jwk" });
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

function keepNonce(nonces: string[], response: AcmeResponse, used: boolean): void {
  const nonce = response.headers["replay-nonce"];
  if (!used && nonce !== undefined && nonces.length < NONCES_KEPT) nonces.push(nonce);
}

async function freshNonce(http: HttpSeam, url: string): Promise<string> {
  const response = await http.request(url, "head");
  const nonce = response.headers["replay-nonce"];
  if (nonce === undefined)
    throw new CaRefused({ ...response, data: { detail: "no Replay-Nonce header" } });
  return nonce;
}
