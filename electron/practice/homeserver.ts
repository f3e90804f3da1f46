import { createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { canonicalJson } from "../../shared/domain/canonical-json.ts";

/** Answers HTTP requests; servers of node take it as it is. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A signing key as Synapse keeps it: `ed25519 ID BASE64`. */
export interface SigningKey {
  readonly id: string;
  readonly seed: Buffer;
}

interface Page {
  readonly status: number;
  readonly body: object;
}

/** PKCS#8 of an Ed25519 seed (RFC 8410). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const DAY_MS = 86_400_000;
const VERSION = "1.160.0";
const UNSIGNED: Page = {
  status: 401,
  body: { errcode: "M_UNAUTHORIZED", error: "Missing Authorization headers" },
};
const UNKNOWN: Page = {
  status: 404,
  body: { errcode: "M_UNRECOGNIZED", error: "Unrecognized request" },
};

/**
 * A stand-in for a homeserver: the pages that a federation check looks at, answered as Synapse does,
 * its key document really signed. `resources` are those of the listener (`client`, `federation`).
 */
export function createHomeserver(
  serverName: string,
  key: SigningKey,
  resources: readonly string[],
): RequestHandler {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, key.seed]),
    format: "der",
    type: "pkcs8",
  });
  return (request, response) => {
    const page = pageFor(request.url ?? "/", serverName, key.id, privateKey, resources);
    request.resume();
    response.writeHead(page.status, {
      "content-type": "application/json",
      "access-control-allow-origin": "*",
      server: `Synapse/${VERSION}`,
    });
    response.end(JSON.stringify(page.body));
  };
}

/** Reads a signing key out of the text of Synapse's file; null where it is none. */
export function parseSigningKey(text: string): SigningKey | null {
  const parts = /^ed25519 ([A-Za-z0-9_]+) ([A-Za-z0-9+/]{43})=?\s*$/.exec(text);
  if (parts === null) return null;
  return { id: `ed25519:${parts[1] ?? ""}`, seed: Buffer.from(parts[2] ?? "", "base64") };
}

/** The text of Synapse's signing key file for a seed of 32 bytes. */
export function printSigningKey(seed: Buffer): string {
  return `ed25519 a_prac ${unpadded(seed)}\n`;
}

function pageFor(
  url: string,
  serverName: string,
  keyId: string,
  privateKey: KeyObject,
  resources: readonly string[],
): Page {
  const path = url.split("?")[0] ?? "/";
  const federates = resources.includes("federation");
  if (resources.includes("client")) {
    if (path === "/_matrix/client/versions")
      return { status: 200, body: { versions: ["v1.1", "v1.11", "v1.12"], unstable_features: {} } };
    if (path === "/_matrix/client/v3/login")
      return { status: 200, body: { flows: [{ type: "m.login.password" }] } };
  }
  if (federates && path === "/_matrix/federation/v1/version") {
    return { status: 200, body: { server: { name: "Synapse", version: VERSION } } };
  }
  if ((federates || resources.includes("keys")) && path === "/_matrix/key/v2/server") {
    return { status: 200, body: keyDocument(serverName, keyId, privateKey) };
  }
  // These two exist and want a signature of the asking server.
  if (federates && /^\/_matrix\/federation\/v1\/(event|send)\/[^/]+$/.test(path)) return UNSIGNED;
  return UNKNOWN;
}

/** The key document of the specification ("Publishing Keys"), signed over canonical JSON. */
function keyDocument(serverName: string, keyId: string, privateKey: KeyObject): object {
  const publicKey = createPublicKey(privateKey)
    .export({ format: "der", type: "spki" })
    .subarray(-32);
  const document = {
    server_name: serverName,
    valid_until_ts: Date.now() + DAY_MS,
    verify_keys: { [keyId]: { key: unpadded(publicKey) } },
    old_verify_keys: {},
  };
  const text = canonicalJson(document);
  if (!text.ok) throw new Error("the key document is not canonical");
  const signature = unpadded(sign(null, Buffer.from(text.value), privateKey));
  return { ...document, signatures: { [serverName]: { [keyId]: signature } } };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
