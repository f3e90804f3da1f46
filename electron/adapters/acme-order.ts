import { createHash, X509Certificate } from "node:crypto";
import type { Authorization, Client, Order } from "acme-client";
import type { AcmeAuthorization, AcmeOrder } from "../engine/ports.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { AcmeClient } from "./acme-client.ts";
import {
  authorizationDocument,
  orderDocument,
  type AuthorizationDocument,
  type OrderDocument,
} from "./acme-documents.ts";
import { CaRefused, challengeProblem, orderProblem, problemOf } from "./acme-problems.ts";
import { poll, type Look } from "./acme-poll.ts";

/** An open account, as an order needs it. */
export interface OrderContext extends AcmeClient {
  readonly thumbprint: string;
  readonly directoryUrl: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const BUSY = ["pending", "ready", "processing"];
const MAX_CHAIN = 64 * 1024;
const NOT_READY = "urn:ietf:params:acme:error:orderNotReady";

/** Opens a new order for DNS names, with a profile where one is named. Throws what `problemOf` reads. */
export async function openOrder(
  context: OrderContext,
  names: readonly string[],
  profile: string | null,
): Promise<Result<AcmeOrder, Problem>> {
  const identifiers = names.map((value) => ({ type: "dns", value }));
  // A profile is an extra member of the order (draft-ietf-acme-profiles), unknown to the types.
  const request = profile === null ? { identifiers } : { identifiers, profile };
  const order = orderDocument.parse(await context.client.createOrder(request));
  return ok(await orderOf(context, order));
}

/** Takes an order up again by its URL, which must be of the same CA. Throws what `problemOf` reads. */
export async function resumeOrder(
  context: OrderContext,
  orderUrl: string,
): Promise<Result<AcmeOrder, Problem>> {
  const account = context.client.getAccountUrl();
  if (!URL.canParse(orderUrl) || new URL(orderUrl).origin !== new URL(account).origin) {
    return refuse(orderProblem("other-ca", null, context.directoryUrl));
  }
  try {
    const order = await readOrder(context, orderUrl);
    if (order.status === "invalid")
      return refuse(orderProblem("invalid", order.error ?? null, context.directoryUrl));
    return ok(await orderOf(context, order));
  } catch (error) {
    if (!(error instanceof CaRefused) || ![401, 403, 404].includes(error.status)) throw error;
    return refuse(orderProblem("gone", error.document, context.directoryUrl));
  }
}

async function orderOf(context: OrderContext, order: OrderDocument): Promise<AcmeOrder> {
  const documents = await readAuthorizations(context, order.authorizations);
  const byName = new Map(documents.map((each) => [each.identifier.value, each]));
  const guard = async <T>(act: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
    try {
      return await act();
    } catch (error) {
      return refuse(problemOf(error, context.directoryUrl));
    }
  };
  return {
    url: order.url,
    authorizations: documents.map((each) => authorizationOf(each, context.thumbprint)),
    answer: (authorization, type) =>
      guard(async () => {
        const document = byName.get(authorization.name);
        if (document === undefined) throw new Error(`no authorization for ${authorization.name}`);
        return answer(context, document, type);
      }),
    finalize: (csr) => guard(() => finalize(context, order, csr)),
  };
}

function authorizationOf(document: AuthorizationDocument, thumbprint: string): AcmeAuthorization {
  const tokenOf = (type: string): string | null => challengeOf(document, type)?.token ?? null;
  const http = tokenOf("http-01");
  const dns = tokenOf("dns-01");
  const keyAuthorization = (token: string): string => `${token}.${thumbprint}`;
  return {
    name: document.identifier.value,
    status: document.status === "valid" ? "valid" : "pending",
    http01: http === null ? null : { token: http, keyAuthorization: keyAuthorization(http) },
    // RFC 8555 section 8.4: the digest of the key authorization.
    dns01:
      dns === null
        ? null
        : { value: createHash("sha256").update(keyAuthorization(dns)).digest("base64url") },
  };
}

async function answer(
  context: OrderContext,
  document: AuthorizationDocument,
  type: "http-01" | "dns-01",
): Promise<Result<null, Problem>> {
  const name = document.identifier.value;
  if (document.status === "valid") return ok(null);
  const challenge = challengeOf(document, type);
  if (challenge === undefined)
    return refuse(
      challengeProblem(name, { type: "", detail: `${type} is not offered` }, context.directoryUrl),
    );
  if (challenge.status === "pending")
    await context.client.completeChallenge(challenge as Parameters<Client["completeChallenge"]>[0]);
  const polled = await poll(async (): Promise<Look<AuthorizationDocument>> => {
    const [seen] = await readAuthorizations(context, [document.url]);
    if (seen === undefined || seen.status === "pending")
      return { done: false, retryAfter: context.lastRetryAfter() };
    return { done: true, value: seen };
  }, context.sleep);
  if (polled.end === "stopped") return refuse(problem("interrupted", {}));
  if (polled.end === "late")
    return refuse(
      challengeProblem(name, { type: "", detail: "not judged within 90 s" }, context.directoryUrl),
    );
  if (polled.value.status === "valid") return ok(null);
  const failed = polled.value.challenges.find((each) => each.error !== undefined);
  return refuse(challengeProblem(name, failed?.error ?? null, context.directoryUrl));
}

async function finalize(
  context: OrderContext,
  order: OrderDocument,
  csr: string,
): Promise<Result<string, Problem>> {
  const sent = await sendCsr(context, order, csr);
  const settled = sent.ok ? await waitWhile(context, sent.value, BUSY) : sent;
  if (!settled.ok) return settled;
  if (settled.value.status !== "valid") {
    return refuse(
      orderProblem(settled.value.status, settled.value.error ?? null, context.directoryUrl),
    );
  }
  const chain: unknown = await context.client.getCertificate(settled.value as Order);
  return readChain(chain, context.directoryUrl);
}

/** Sends the CSR once; an order that is not ready yet is waited for, one that was finalized before is only read. */
async function sendCsr(
  context: OrderContext,
  order: OrderDocument,
  csr: string,
): Promise<Result<OrderDocument, Problem>> {
  if (order.status === "valid" || order.status === "processing") return ok(order);
  try {
    return ok(orderDocument.parse(await context.client.finalizeOrder(order as Order, csr)));
  } catch (error) {
    if (!(error instanceof CaRefused) || error.document.type !== NOT_READY) throw error;
  }
  const waited = await waitWhile(context, await readOrder(context, order.url), ["pending"]);
  if (!waited.ok || waited.value.status !== "ready") return waited;
  return ok(orderDocument.parse(await context.client.finalizeOrder(order as Order, csr)));
}

/** Reads an order until its status is none of `statuses`, at most 90 s. */
async function waitWhile(
  context: OrderContext,
  order: OrderDocument,
  statuses: readonly string[],
): Promise<Result<OrderDocument, Problem>> {
  if (!statuses.includes(order.status)) return ok(order);
  const polled = await poll(async (): Promise<Look<OrderDocument>> => {
    const seen = await readOrder(context, order.url);
    if (statuses.includes(seen.status))
      return { done: false, retryAfter: context.lastRetryAfter() };
    return { done: true, value: seen };
  }, context.sleep);
  if (polled.end === "done") return ok(polled.value);
  return refuse(
    polled.end === "stopped"
      ? problem("interrupted", {})
      : orderProblem("late", null, context.directoryUrl),
  );
}

async function readOrder(context: OrderContext, url: string): Promise<OrderDocument> {
  return orderDocument.parse(await context.client.getOrder({ url } as Order));
}

async function readAuthorizations(
  context: OrderContext,
  urls: readonly string[],
): Promise<readonly AuthorizationDocument[]> {
  const found: readonly Authorization[] = await context.client.getAuthorizations({
    authorizations: [...urls],
  } as Order);
  return found.map((each) => authorizationDocument.parse(each));
}

function challengeOf(
  document: AuthorizationDocument,
  type: string,
): AuthorizationDocument["challenges"][number] | undefined {
  return document.challenges.find((each) => each.type === type && each.token !== undefined);
}

function readChain(chain: unknown, directoryUrl: string): Result<string, Problem> {
  const text = typeof chain === "string" && chain.length <= MAX_CHAIN ? chain : "";
  const blocks =
    text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const certificates = blocks.map((block) => new X509Certificate(block).toString());
    return certificates.length > 0
      ? ok(certificates.join(""))
      : refuse(orderProblem("no-certificate", null, directoryUrl));
  } catch {
    return refuse(orderProblem("bad-certificate", null, directoryUrl));
  }
}
