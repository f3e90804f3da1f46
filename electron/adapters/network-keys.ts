import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../../shared/domain/canonical-json.ts";
import type { KeyFault } from "../../shared/facts/observation.ts";

/** What a key document says, judged. `serverName` is null where the document is none. */
export interface KeysJudged {
  readonly serverName: string | null;
  readonly validUntil: number | null;
  readonly faults: readonly KeyFault[];
}

const KeyDocument = z.looseObject({
  server_name: z.string().min(1).max(300),
  valid_until_ts: z.number(),
  verify_keys: z.record(z.string(), z.looseObject({ key: z.string().max(200) })),
  signatures: z.record(z.string(), z.record(z.string(), z.string().max(200))).optional(),
});
type KeyDocument = z.infer<typeof KeyDocument>;

/** Prefix of an Ed25519 public key in SPKI form (RFC 8410). */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Judges the text of `/_matrix/key/v2/server` (server-server spec, "Publishing Keys"): every ed25519 key
 * that it lists must have signed it, over canonical JSON without `signatures` and `unsigned`.
 * `now` in ms. Whose name it should carry is for the caller to say.
 */
export function judgeKeys(text: string, now: number): KeysJudged {
  const parsed = parseJson(text);
  const checked = KeyDocument.safeParse(parsed);
  if (!checked.success)
    return { serverName: nameOf(parsed), validUntil: null, faults: ["missing"] };
  const document = checked.data;
  const ids = Object.keys(document.verify_keys).filter((id) => id.startsWith("ed25519:"));
  const faults: KeyFault[] = [];
  if (document.valid_until_ts <= now) faults.push("expired");
  if (ids.length === 0) faults.push("no-key");
  else if (!isSigned(document, ids)) faults.push("bad-signature");
  return { serverName: document.server_name, validUntil: document.valid_until_ts, faults };
}

function isSigned(document: KeyDocument, ids: readonly string[]): boolean {
  const content = Object.entries(document).filter(
    ([key]) => key !== "signatures" && key !== "unsigned",
  );
  const signed = canonicalJson(Object.fromEntries(content));
  if (!signed.ok) return false;
  const signatures = document.signatures?.[document.server_name] ?? {};
  return ids.every((id) => {
    const key = decodeBase64(document.verify_keys[id]?.key);
    const signature = decodeBase64(signatures[id]);
    return key?.length === 32 && signature?.length === 64 && verifies(signed.value, key, signature);
  });
}

function verifies(text: string, key: Buffer, signature: Buffer): boolean {
  try {
    const publicKey = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, key]),
      format: "der",
      type: "spki",
    });
    return verify(null, Buffer.from(text, "utf8"), publicKey, signature);
  } catch {
    return false;
  }
}

/** Unpadded base64 (spec appendices); padding is accepted, other characters are not. */
function decodeBase64(text: string | undefined): Buffer | null {
  return text !== undefined && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
    ? Buffer.from(text, "base64")
    : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function nameOf(parsed: unknown): string | null {
  const name = z.looseObject({ server_name: z.string().min(1).max(300) }).safeParse(parsed);
  return name.success ? name.data.server_name : null;
}
