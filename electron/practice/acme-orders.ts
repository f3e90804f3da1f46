import { randomBytes } from "node:crypto";
import type { Pkcs10CertificateRequest } from "@peculiar/x509";
import { z } from "zod";
import { readCsr } from "./acme-csr.ts";
import { AcmeError, type AcmeFault } from "./acme-faults.ts";
import { thumbprint, type AccountJwk } from "./acme-jws.ts";
import { validateDns, validateHttp, type Seeing } from "./acme-validation.ts";
import type { Authority } from "./authority.ts";

/** A challenge type that practice's CAs offer. */
export type ChallengeType = "http-01" | "dns-01";

/** An authorization in a practice CA. */
export interface Authorization {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  status: "pending" | "valid" | "invalid";
  tried: ChallengeType | null;
  error: AcmeError | null;
}

/** An order in a practice CA. */
export interface Order {
  readonly id: string;
  readonly account: AccountJwk;
  readonly authorizations: readonly Authorization[];
  readonly profile: string | null;
  status: "pending" | "ready" | "processing" | "valid" | "invalid";
  certificate: string | null;
  error: AcmeError | null;
}

/** The orders of one practice CA. */
export interface Orders {
  create(account: AccountJwk, payload: unknown): Order;
  find(id: string, account: AccountJwk): Order;
  findAuthorization(id: string, account: AccountJwk): Authorization;
  /** Judges a challenge in the background. */
  tryChallenge(authorization: Authorization, type: ChallengeType, account: AccountJwk): void;
  /** Takes a CSR (base64url of its DER) and signs in the background. */
  finalize(order: Order, csr: string): Promise<void>;
}

/** Profiles that practice's CAs offer, with the life of their certificates in days. */
export const PROFILES: { readonly [name: string]: number } = { classic: 90, shortlived: 6 };

const orderRequest = z.object({
  identifiers: z
    .array(z.object({ type: z.literal("dns"), value: z.string() }))
    .min(1)
    .max(100),
  profile: z.string().optional(),
});
const DNS_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/;

/** Makes the orders of a CA that signs with `authority` and judges by what it sees. */
export function createOrders(authority: Authority, seeing: Seeing, faults: Set<AcmeFault>): Orders {
  const orders = new Map<string, Order>();
  const find = (id: string, account: AccountJwk): Order => {
    const order = orders.get(id);
    if (order === undefined || order.account.x !== account.x)
      throw new AcmeError("malformed", 404, "No such order");
    refresh(order);
    return order;
  };
  return {
    find,
    create: (account, payload) => {
      const order = newOrder(account, payload);
      orders.set(order.id, order);
      return order;
    },
    findAuthorization: (id, account) => {
      const order = [...orders.values()].find((each) =>
        each.authorizations.some((one) => one.id === id),
      );
      const found = order?.authorizations.find((each) => each.id === id);
      if (found === undefined || order?.account.x !== account.x)
        throw new AcmeError("malformed", 404, "No such authorization");
      return found;
    },
    tryChallenge: (authorization, type, account) => {
      if (authorization.tried !== null || authorization.status !== "pending") return;
      authorization.tried = type;
      void judge(authorization, type, account, seeing, faults);
    },
    finalize: async (order, csr) => {
      refresh(order);
      if (order.status !== "ready")
        throw new AcmeError(
          "orderNotReady",
          403,
          `Order's status ("${order.status}") is not acceptable for finalization`,
        );
      const request = await readCsr(
        csr,
        order.authorizations.map((each) => each.name),
      );
      order.status = "processing";
      void sign(order, request, authority, faults);
    },
  };
}

function newOrder(account: AccountJwk, payload: unknown): Order {
  const asked = orderRequest.safeParse(payload);
  if (!asked.success)
    throw new AcmeError("malformed", 400, "Order is not of the form of RFC 8555 section 7.4");
  const { profile } = asked.data;
  if (profile !== undefined && !Object.hasOwn(PROFILES, profile)) {
    throw new AcmeError("invalidProfile", 400, `Profile ${profile} is not offered`);
  }
  const names = [...new Set(asked.data.identifiers.map((each) => each.value))];
  const bad = names.find((name) => !DNS_NAME.test(name));
  if (bad !== undefined)
    throw new AcmeError("rejectedIdentifier", 400, `Invalid identifier: ${bad}`);
  return {
    id: fresh(),
    account,
    profile: profile ?? null,
    status: "pending",
    certificate: null,
    error: null,
    authorizations: names.map((name) => ({
      id: fresh(),
      name,
      token: fresh(),
      status: "pending",
      tried: null,
      error: null,
    })),
  };
}

function refresh(order: Order): void {
  if (order.status !== "pending") return;
  if (order.authorizations.some((each) => each.status === "invalid")) order.status = "invalid";
  else if (order.authorizations.every((each) => each.status === "valid")) order.status = "ready";
}

async function judge(
  authorization: Authorization,
  type: ChallengeType,
  account: AccountJwk,
  seeing: Seeing,
  faults: Set<AcmeFault>,
): Promise<void> {
  const { name, token } = authorization;
  const expected = `${token}.${thumbprint(account)}`;
  try {
    if ([...faults].some((each) => each.kind === "invalid" && each.name === name)) {
      throw new AcmeError("unauthorized", 403, `Planted: ${name} is judged invalid`);
    }
    if (type === "http-01") await validateHttp(seeing, name, token, expected);
    else validateDns(seeing, name, expected);
    authorization.status = "valid";
  } catch (error) {
    authorization.error =
      error instanceof AcmeError ? error : new AcmeError("serverInternal", 500, String(error));
    authorization.status = "invalid";
  }
}

async function sign(
  order: Order,
  request: Pkcs10CertificateRequest,
  authority: Authority,
  faults: Set<AcmeFault>,
): Promise<void> {
  if ([...faults].some((each) => each.kind === "order-invalid")) {
    order.error = new AcmeError("serverInternal", 500, "Error finalizing order");
    order.status = "invalid";
    return;
  }
  const days = PROFILES[order.profile ?? "classic"] ?? 90;
  order.certificate = await authority.issue(
    order.authorizations.map((each) => each.name),
    request.publicKey,
    days,
  );
  order.status = "valid";
}

function fresh(): string {
  return randomBytes(12).toString("base64url");
}
