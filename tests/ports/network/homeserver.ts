import { generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { canonicalJson } from "../../../shared/domain/canonical-json.ts";
import type { Handler } from "./world.ts";

const DAY = 86_400_000;

/** How a test wants its homeserver; a healthy one of `name` unless said. */
export interface HomeserverWishes {
  readonly name: string;
  readonly validUntil?: number;
  /** Changes the key document after it was signed. */
  readonly spoil?: (document: { [key: string]: unknown }) => void;
  /** Answers a path before the homeserver does; false leaves it to the homeserver. */
  readonly before?: (
    path: string,
    host: string,
  ) => { status: number; body?: string; location?: string } | null;
  /** How the path reaches the homeserver: as it came unless said. */
  readonly rewrite?: (path: string) => string;
  /** Largest body that is let through. */
  readonly bodyLimit?: number;
}

/** Answers as Synapse does: version, keys, client versions; 401 where a signature is missing, 404 in JSON elsewhere. */
export function homeserver(wishes: HomeserverWishes): Handler {
  const keys = generateKeyPairSync("ed25519");
  return (request, response) => {
    const send = (status: number, body: unknown, headers: { [name: string]: string } = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
    };
    const path = request.url ?? "/";
    const early = wishes.before?.(path, request.headers.host ?? "") ?? null;
    if (early !== null) {
      return send(
        early.status,
        early.body ?? "<html>",
        early.location === undefined ? {} : { location: early.location },
      );
    }
    if (Number(request.headers["content-length"] ?? 0) > (wishes.bodyLimit ?? Infinity))
      return send(413, "<html>too large");
    const upstream = wishes.rewrite?.(path) ?? path;
    if (upstream === "/_matrix/federation/v1/version")
      return send(200, { server: { name: "Synapse", version: "1.160.0" } });
    if (upstream === "/_matrix/key/v2/server")
      return send(200, keyDocument(wishes, keys.privateKey));
    if (upstream === "/_matrix/client/versions")
      return send(200, { versions: ["v1.11"] }, { "access-control-allow-origin": "*" });
    if (/^\/_matrix\/federation\/v1\/(event|send)\/[^/]*$/.test(upstream))
      return send(401, { errcode: "M_UNAUTHORIZED" });
    return send(404, { errcode: "M_UNRECOGNIZED", error: "Unrecognized request" });
  };
}

function keyDocument(wishes: HomeserverWishes, key: KeyObject): object {
  const raw = key.export({ format: "jwk" }).x ?? "";
  const document = {
    server_name: wishes.name,
    valid_until_ts: wishes.validUntil ?? Date.now() + DAY,
    verify_keys: { "ed25519:a_1": { key: unpadded(Buffer.from(raw, "base64url")) } },
    old_verify_keys: {},
    "\u{1F600}": "beyond the basic plane",
    "\uFF5E": "before it in code points, after it in UTF-16",
  };
  const text = canonicalJson(document);
  if (!text.ok) throw new Error(text.error);
  const signature = unpadded(sign(null, Buffer.from(text.value), key));
  const signed: { [key: string]: unknown } = {
    ...document,
    signatures: { [wishes.name]: { "ed25519:a_1": signature } },
  };
  wishes.spoil?.(signed);
  return signed;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
