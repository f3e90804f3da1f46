import { createHash, createPublicKey } from "node:crypto";
import type { DirectoryDocument } from "./acme-documents.ts";
import { CaRefused, isBadNonce } from "./acme-problems.ts";
import { CaUnreachable, type AcmeResponse, type AcmeTransport } from "./acme-transport.ts";

/** Enough for a CA that rejects half of all nonces: an order of 60 requests fails once in a thousand. */
const BAD_NONCE_RETRIES = 15;
const NONCES_KEPT = 8;

/**
 * The requests of RFC 8555 that an account makes, signed and with nonces. Each gives the CA's
 * answer, unparsed; an error of the CA is thrown whole, as `CaRefused`.
 */
export interface AcmeCalls {
  /** Opens the account of the key, or finds it again; gives its URL. */
  openAccount(email: string | null): Promise<string>;
  createOrder(names: readonly string[], profile: string | null): Promise<AcmeResponse>;
  getOrder(url: string): Promise<AcmeResponse>;
  getAuthorization(url: string): Promise<AcmeResponse>;
  completeChallenge(url: string): Promise<AcmeResponse>;
  /** `csr` is the base64url of its DER. */
  finalizeOrder(url: string, csr: string): Promise<AcmeResponse>;
  getCertificate(url: string): Promise<AcmeResponse>;
}

/** The inner seams of acme-client 5.4.0, pinned: `src/http.js` sends, `src/api.js` calls. */
interface Seams {
  readonly http: HttpSeam;
  readonly api: {
    createAccount(data: object): Promise<AcmeResponse>;
    createOrder(data: object): Promise<AcmeResponse>;
    apiRequest(
      url: string,
      payload: object | null,
      valid: readonly number[],
    ): Promise<AcmeResponse>;
  };
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
  http.maxBadNonceRetries = BAD_NONCE_RETRIES;
  http.getDirectory = () => Promise.resolve(directory);
  sendThrough(http, transport, directory.newNonce);
  const ask = (url: string, payload: object | null): Promise<AcmeResponse> =>
    told(() => api.apiRequest(url, payload, [200]));
  return {
    openAccount: async (email) => {
      const contact = email === null ? {} : { contact: [`mailto:${email}`] };
      const opened = await told(() =>
        api.createAccount({ termsOfServiceAgreed: true, ...contact }),
      );
      return locationOf(opened);
    },
    createOrder: (names, profile) => {
      const identifiers = names.map((value) => ({ type: "dns", value }));
      // A profile is an extra member of the order (draft-ietf-acme-profiles).
      return told(() =>
        api.createOrder(profile === null ? { identifiers } : { identifiers, profile }),
      );
    },
    getOrder: (url) => ask(url, null),
    getAuthorization: (url) => ask(url, null),
    completeChallenge: (url) => ask(url, {}),
    finalizeOrder: (url, csr) => ask(url, { csr }),
    getCertificate: (url) => ask(url, null),
  };
}

/** The `Location` of an answer: where the thing that was made is found again. Throws `CaRefused`. */
export function locationOf(response: AcmeResponse): string {
  const location = response.headers["location"];
  if (location?.startsWith("https://") === true) return location;
  throw new CaRefused({ ...response, data: { detail: "no Location header" } });
}

/** Thumbprint of an EC account key (RFC 7638, RFC 8555 section 8.1), base64url. */
export function thumbprintOf(accountKey: string): string {
  const { crv, kty, x, y } = createPublicKey(accountKey).export({ format: "jwk" });
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

/** Puts our transport, our errors and a pool of nonces under the library. */
function sendThrough(http: HttpSeam, transport: AcmeTransport, newNonce: string): void {
  const nonces: string[] = [];
  let rejected = 0;
  http.request = async (url, method, options) => {
    const body = options?.data === undefined ? null : JSON.stringify(options.data);
    const response = await transport(url, method.toUpperCase(), body);
    const again = isBadNonce(response) && rejected < BAD_NONCE_RETRIES;
    rejected = again ? rejected + 1 : 0;
    if (response.status >= 300 && !again) throw new CaRefused(response);
    // The nonce of a rejection is used by the retry itself, that of a HEAD by who asked for it.
    const nonce = response.headers["replay-nonce"];
    if (!again && body !== null && nonce !== undefined && nonces.length < NONCES_KEPT) {
      nonces.push(nonce);
    }
    return response;
  };
  http.getNonce = async () => {
    const kept = nonces.pop();
    if (kept !== undefined) return kept;
    const response = await http.request(newNonce, "head");
    const nonce = response.headers["replay-nonce"];
    if (nonce !== undefined) return nonce;
    throw new CaRefused({ ...response, data: { detail: "no Replay-Nonce header" } });
  };
}

/** What the library itself finds wrong with an answer is the CA's doing as well. */
async function told(call: () => Promise<AcmeResponse>): Promise<AcmeResponse> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CaRefused || error instanceof CaUnreachable) throw error;
    const detail = error instanceof Error ? error.message : "";
    throw new CaRefused({ status: 200, headers: {}, data: { detail } });
  }
}
