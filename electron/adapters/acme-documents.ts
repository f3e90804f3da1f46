import { z } from "zod";
import { errorDocument } from "./acme-problems.ts";

const url = z
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
  newNonce: url,
  newAccount: url,
  newOrder: url,
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
export const orderDocument = z.object({
  url,
  status,
  authorizations: z.array(url).max(100),
  finalize: url,
  certificate: url.optional(),
  error: errorDocument.optional().catch(undefined),
});

/** An order as parsed. */
export type OrderDocument = z.infer<typeof orderDocument>;

const challengeDocument = z.object({
  type: z.string().max(100),
  url,
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
export const authorizationDocument = z.object({
  url,
  status,
  identifier: z.object({ type: z.string(), value: z.string().max(255) }),
  challenges: z.array(challengeDocument).max(50),
});

/** An authorization as parsed. */
export type AuthorizationDocument = z.infer<typeof authorizationDocument>;
