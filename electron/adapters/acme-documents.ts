import { z } from "zod";
import { errorDocument } from "./acme-problems.ts";
import type { AcmeResponse } from "./acme-transport.ts";

const webAddress = z
  .string()
  .max(2000)
  .refine((text) => text.startsWith("https://"));
const status = z.enum([
  "pending",
  "processing",
  "ready",
  "valid",
  "invalid",
  "deactivated",
  "expired",
  "revoked",
]);

/** A CA's directory (RFC 8555 section 7.1.1). */
export const directoryDocument = z.object({
  newNonce: webAddress,
  newAccount: webAddress,
  newOrder: webAddress,
  meta: z
    .object({
      termsOfService: z.string().max(2000).nullish().catch(null),
      profiles: z.record(z.string().max(100), z.unknown()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** A directory as parsed. */
export type DirectoryDocument = z.infer<typeof directoryDocument>;

/** An order (RFC 8555 section 7.1.3). */
const orderDocument = z.object({
  url: webAddress,
  status,
  identifiers: z
    .array(z.object({ value: z.string().max(255) }))
    .max(100)
    .catch([]),
  authorizations: z.array(webAddress).max(100),
  finalize: webAddress,
  certificate: webAddress.optional(),
  error: errorDocument.optional().catch(undefined),
});

/** An order as parsed. */
export type OrderDocument = z.infer<typeof orderDocument>;

const challengeDocument = z.object({
  type: z.string().max(100),
  url: webAddress,
  status,
  // RFC 8555 section 8.1: base64url only. It becomes a file name on a host, so nothing else passes.
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/)
    .optional()
    .catch(undefined),
  error: errorDocument.optional().catch(undefined),
});

/** An authorization with its challenges (RFC 8555 section 7.1.4); types that nobody here knows are left out later. */
const authorizationDocument = z.object({
  url: webAddress,
  status,
  identifier: z.object({ type: z.string(), value: z.string().max(255) }),
  challenges: z.array(challengeDocument).max(50),
});

/** An authorization as parsed. */
export type AuthorizationDocument = z.infer<typeof authorizationDocument>;

/** Reads an order out of an answer; throws zod's error where it is none. */
export function readOrder(url: string, response: AcmeResponse): OrderDocument {
  return orderDocument.parse(withUrl(url, response));
}

/** Reads an authorization out of an answer; throws zod's error where it is none. */
export function readAuthorization(url: string, response: AcmeResponse): AuthorizationDocument {
  return authorizationDocument.parse(withUrl(url, response));
}

/** Documents do not hold their own URL. */
function withUrl(url: string, response: AcmeResponse): unknown {
  const { data } = response;
  return typeof data === "object" && data !== null ? { ...data, url } : data;
}

/** The names that an order is for. */
export function namesOf(order: OrderDocument): readonly string[] {
  return order.identifiers.map((each) => each.value);
}
