import { generateKeyPairSync } from "node:crypto";
import type { AcmeAccount, AcmePort } from "../engine/ports.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import type { Problem } from "../../shared/problems/problem.ts";
import type { AccountKeys } from "./acme-account-keys.ts";
import { createCalls, thumbprintOf } from "./acme-client.ts";
import { directoryDocument, type DirectoryDocument } from "./acme-documents.ts";
import { openOrder, resumeOrder, type OrderContext } from "./acme-order.ts";
import { CaRefused, problemOf } from "./acme-problems.ts";
import { ACME_WAITS, createAcmeTransport, type AcmeWaits, type Locate } from "./acme-transport.ts";

/** What the ACME adapter stands on. */
export interface AcmeDeps {
  /** All roots that may vouch for a CA's own HTTPS, as PEM: bundled, system's and `--ca-file`; asked once, when first needed. */
  readonly roots: () => readonly string[];
  /** Where a host is connected to; honours `--dns-server` and `--connect-to`. */
  readonly locate: Locate;
  readonly accountKeys: AccountKeys;
  /** Ends early when the person asks to stop (`Clock.sleep`). */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Absent: 10 s to connect, 30 s for a whole exchange. */
  readonly waits?: AcmeWaits;
}

/**
 * The ACME port over acme-client, driven step by step (RFC 8555). Every expected failure comes back
 * as a problem. `close` ends idle connections; nothing else is held.
 */
export function createAcme(deps: AcmeDeps): AcmePort & { close(): void } {
  const { send, close } = createAcmeTransport(deps.roots, deps.locate, deps.waits ?? ACME_WAITS);
  const directories = new Map<string, DirectoryDocument>();
  const read = async (url: string): Promise<DirectoryDocument> => {
    const known = directories.get(url);
    if (known) return known;
    const response = await send(url, "GET", null);
    if (response.status !== 200) throw new CaRefused(response);
    const directory = directoryDocument.parse(response.data);
    directories.set(url, directory);
    return directory;
  };
  return {
    close,
    directory: (url) =>
      told(url, async () => {
        const { meta } = await read(url);
        return ok({
          terms: meta?.termsOfService ?? null,
          profiles: Object.keys(meta?.profiles ?? {}),
        });
      }),
    account: (url, email) =>
      told(url, async () => {
        const directory = await read(url);
        const key = await deps.accountKeys.obtain(url, newAccountKey);
        const calls = await createCalls(url, directory, key, send);
        const accountUrl = await calls.openAccount(email);
        const thumbprint = thumbprintOf(key);
        return ok(
          accountOf({ calls, accountUrl, thumbprint, directoryUrl: url, sleep: deps.sleep }),
        );
      }),
  };
}

function accountOf(context: OrderContext): AcmeAccount {
  return {
    thumbprint: context.thumbprint,
    url: context.accountUrl,
    order: (names, profile) => told(context.directoryUrl, () => openOrder(context, names, profile)),
    resume: (orderUrl) => told(context.directoryUrl, () => resumeOrder(context, orderUrl)),
  };
}

function newAccountKey(): string {
  return generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
}

async function told<T>(
  url: string,
  act: () => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  try {
    return await act();
  } catch (error) {
    return refuse(problemOf(error, url));
  }
}
