import { createHash } from "node:crypto";
import type { AcmeAuthorization, AcmeOrder } from "../engine/ports.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { locationOf, type AcmeCalls } from "./acme-client.ts";
import {
  namesOf,
  readAuthorization,
  readOrder,
  type AuthorizationDocument,
  type OrderDocument,
} from "./acme-documents.ts";
import { finalizeOrder } from "./acme-finalize.ts";
import { lookUntil } from "./acme-poll.ts";
import { CaRefused, challengeProblem, orderProblem, problemOf } from "./acme-problems.ts";

/** An open account, as an order needs it. */
export interface OrderContext {
  readonly calls: AcmeCalls;
  readonly accountUrl: string;
  readonly thumbprint: string;
  readonly directoryUrl: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Opens a new order for DNS names, with a profile where one is named. Throws what `problemOf` reads. */
export async function openOrder(
  context: OrderContext,
  names: readonly string[],
  profile: string | null,
): Promise<Result<AcmeOrder, Problem>> {
  const response = await context.calls.createOrder(names, profile);
  return ok(await orderOf(context, readOrder(locationOf(response), response)));
}

/** Takes an order up again by its URL, which must be of the same CA. Throws what `problemOf` reads. */
export async function resumeOrder(
  context: OrderContext,
  orderUrl: string,
): Promise<Result<AcmeOrder, Problem>> {
  const { directoryUrl } = context;
  const home = new URL(context.accountUrl).origin;
  if (!URL.canParse(orderUrl) || new URL(orderUrl).origin !== home) {
    return refuse(orderProblem("other-ca", [], null, directoryUrl));
  }
  try {
    const order = readOrder(orderUrl, await context.calls.getOrder(orderUrl));
    if (order.status === "invalid") {
      return refuse(orderProblem("invalid", namesOf(order), order.error ?? null, directoryUrl));
    }
    return ok(await orderOf(context, order));
  } catch (error) {
    if (!(error instanceof CaRefused) || ![401, 403, 404].includes(error.status)) throw error;
    return refuse(orderProblem("gone", [], error.document, directoryUrl));
  }
}

async function orderOf(context: OrderContext, order: OrderDocument): Promise<AcmeOrder> {
  const documents = await Promise.all(
    order.authorizations.map(async (url) =>
      readAuthorization(url, await context.calls.getAuthorization(url)),
    ),
  );
  const byName = new Map(documents.map((each) => [each.identifier.value, each]));
  const told = async <T>(act: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
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
      told(async () => {
        const document = byName.get(authorization.name);
        if (document === undefined) throw new Error(`no authorization for ${authorization.name}`);
        return answer(context, document, type);
      }),
    finalize: (csr) => told(() => finalizeOrder(context, order, csr)),
  };
}

function authorizationOf(document: AuthorizationDocument, thumbprint: string): AcmeAuthorization {
  const http = challengeOf(document, "http-01")?.token ?? null;
  const dns = challengeOf(document, "dns-01")?.token ?? null;
  // RFC 8555 section 8.1, and 8.4 for DNS: the digest of the key authorization.
  const shown = (token: string): string => `${token}.${thumbprint}`;
  return {
    name: document.identifier.value,
    status: document.status === "valid" ? "valid" : "pending",
    http01: http === null ? null : { token: http, keyAuthorization: shown(http) },
    dns01:
      dns === null ? null : { value: createHash("sha256").update(shown(dns)).digest("base64url") },
  };
}

async function answer(
  context: OrderContext,
  document: AuthorizationDocument,
  type: "http-01" | "dns-01",
): Promise<Result<null, Problem>> {
  const { calls, directoryUrl, sleep } = context;
  const name = document.identifier.value;
  const fail = (detail: string): Result<null, Problem> =>
    refuse(challengeProblem(name, { type: "", detail }, directoryUrl));
  if (document.status === "valid") return ok(null);
  const challenge = challengeOf(document, type);
  if (challenge === undefined) return fail(`${type} is not offered`);
  if (challenge.status === "pending") await calls.completeChallenge(challenge.url);
  const look = () => calls.getAuthorization(document.url);
  const parse = readAuthorization.bind(null, document.url);
  const judged = await lookUntil(look, parse, (seen) => seen.status !== "pending", sleep);
  if (judged.end === "stopped") return refuse(problem("interrupted", {}));
  if (judged.end === "late") return fail("not judged within 90 s");
  if (judged.value.status === "valid") return ok(null);
  const failed = judged.value.challenges.find((each) => each.error !== undefined);
  return refuse(challengeProblem(name, failed?.error ?? null, directoryUrl));
}

function challengeOf(
  document: AuthorizationDocument,
  type: string,
): AuthorizationDocument["challenges"][number] | undefined {
  return document.challenges.find((each) => each.type === type && each.token !== undefined);
}
