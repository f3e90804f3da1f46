import { createHash } from "node:crypto";
import { request } from "node:http";
import { AcmeError } from "./acme-faults.ts";
import type { Zones } from "./zones.ts";

/** Where the practice CA looks when it judges: the world's zones, and where its addresses really listen. */
export interface Seeing {
  readonly zones: Zones;
  /** Loopback port of ADDRESS:PORT in the world; null where nothing can be there. */
  readonly portOf: (address: string, port: number) => number | null;
  /** Name of this CA in CAA records. */
  readonly caaName: string;
}

const FETCH_MS = 3000;
const MAX_BYTES = 4096;

/** Fetches `http://NAME/.well-known/acme-challenge/TOKEN` as HTTP-01 asks (RFC 8555 section 8.3). Throws `AcmeError`. */
export async function validateHttp(
  seeing: Seeing,
  name: string,
  token: string,
  expected: string,
): Promise<void> {
  checkCaa(seeing, name);
  const address = addressOf(seeing, name);
  const path = `/.well-known/acme-challenge/${token}`;
  const port = seeing.portOf(address, 80);
  const answer = port === null ? null : await fetchPlain(port, name, path);
  if (answer === null)
    throw new AcmeError(
      "connection",
      400,
      `${address}: Fetching http://${name}${path}: Connection refused`,
    );
  if (answer.status !== 200) {
    throw new AcmeError(
      "unauthorized",
      403,
      `${address}: Invalid response from http://${name}${path}: ${answer.status}`,
    );
  }
  if (answer.body.trimEnd() !== expected) {
    throw new AcmeError(
      "unauthorized",
      403,
      `${address}: The key authorization file from the server did not match this challenge`,
    );
  }
}

/** Looks for the digest in TXT of `_acme-challenge.NAME`, as DNS-01 asks (RFC 8555 section 8.4). Throws `AcmeError`. */
export function validateDns(seeing: Seeing, name: string, expected: string): void {
  checkCaa(seeing, name);
  const digest = createHash("sha256").update(expected).digest("base64url");
  const found = seeing.zones.find(`_acme-challenge.${name}`, "TXT");
  if (!found.records.some((each) => each.type === "TXT" && each.data === digest)) {
    throw new AcmeError(
      "unauthorized",
      403,
      `No matching TXT record found at _acme-challenge.${name}`,
    );
  }
}

/** The nearest CAA records decide (RFC 8659 section 3). */
function checkCaa(seeing: Seeing, name: string): void {
  const labels = name.split(".");
  for (let from = 0; from < labels.length; from += 1) {
    const found = seeing.zones.find(labels.slice(from).join("."), "CAA");
    if (found.rcode === "SERVFAIL" || found.rcode === "TIMEOUT") {
      throw new AcmeError(
        "caa",
        403,
        `While processing CAA for ${name}: DNS problem: ${found.rcode}`,
      );
    }
    const rules = found.records.flatMap((each) => (each.type === "CAA" ? [each.data] : []));
    if (rules.length === 0) continue;
    const issuers = rules.filter((each) => each.tag === "issue");
    if (
      issuers.length === 0 ||
      issuers.some((each) => each.value.split(";")[0]?.trim() === seeing.caaName)
    )
      return;
    throw new AcmeError("caa", 403, `CAA record for ${name} prevents issuance`);
  }
}

function addressOf(seeing: Seeing, name: string): string {
  const found = seeing.zones.find(name, "A");
  const record = found.records.find((each) => each.type === "A");
  if (record?.type === "A") return record.data;
  throw new AcmeError("dns", 400, `DNS problem: ${found.rcode} looking up A for ${name}`);
}

function fetchPlain(
  port: number,
  host: string,
  path: string,
): Promise<{ readonly status: number; readonly body: string } | null> {
  return new Promise((resolve) => {
    const outgoing = request(
      { host: "127.0.0.1", port, path, headers: { host }, agent: false, timeout: FETCH_MS },
      (incoming) => {
        let body = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (part: string) => {
          body += part;
          if (body.length > MAX_BYTES) incoming.destroy();
        });
        incoming.on("close", () => resolve({ status: incoming.statusCode ?? 0, body }));
      },
    );
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(null));
    outgoing.end();
  });
}
