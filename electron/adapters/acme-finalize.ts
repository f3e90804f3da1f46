import { X509Certificate } from "node:crypto";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { AcmeCalls } from "./acme-client.ts";
import { namesOf, readOrder, type OrderDocument } from "./acme-documents.ts";
import { lookUntil } from "./acme-poll.ts";
import { CaRefused, orderProblem } from "./acme-problems.ts";

interface Context {
  readonly calls: AcmeCalls;
  readonly directoryUrl: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const BUSY = ["pending", "ready", "processing"];
const MAX_CHAIN = 64 * 1024;
const NOT_READY = "urn:ietf:params:acme:error:orderNotReady";

/** Sends the CSR (PEM), waits until it is signed, gives the chain as PEM. Throws what `problemOf` reads. */
export async function finalizeOrder(
  context: Context,
  order: OrderDocument,
  csr: string,
): Promise<Result<string, Problem>> {
  const sent = await sendCsr(context, order, csr);
  const settled = sent.ok ? await waitWhile(context, sent.value, BUSY) : sent;
  if (!settled.ok) return settled;
  const { status, certificate, error } = settled.value;
  if (status !== "valid" || certificate === undefined) {
    return refuse(orderProblem(status, namesOf(order), error ?? null, context.directoryUrl));
  }
  const response = await context.calls.getCertificate(certificate);
  return readChain(response.data, namesOf(order), context.directoryUrl);
}

/** Sends the CSR once; an order that is not ready yet is waited for, one that was finalized before is only read. */
async function sendCsr(
  context: Context,
  order: OrderDocument,
  csr: string,
): Promise<Result<OrderDocument, Problem>> {
  if (order.status === "valid" || order.status === "processing") return ok(order);
  const send = async (): Promise<Result<OrderDocument, Problem>> => {
    const response = await context.calls.finalizeOrder(order.finalize, bodyOf(csr));
    return ok(readOrder(order.url, response));
  };
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof CaRefused) || error.document.type !== NOT_READY) throw error;
  }
  const waited = await waitWhile(context, { ...order, status: "pending" }, ["pending"]);
  return waited.ok && waited.value.status === "ready" ? send() : waited;
}

/** Reads an order until its status is none of `statuses`, at most 90 s. */
async function waitWhile(
  context: Context,
  order: OrderDocument,
  statuses: readonly string[],
): Promise<Result<OrderDocument, Problem>> {
  if (!statuses.includes(order.status)) return ok(order);
  const seen = await lookUntil(
    () => context.calls.getOrder(order.url),
    readOrder.bind(null, order.url),
    (each) => !statuses.includes(each.status),
    context.sleep,
  );
  if (seen.end === "done") return ok(seen.value);
  if (seen.end === "stopped") return refuse(problem("interrupted", {}));
  return refuse(orderProblem("late", namesOf(order), null, context.directoryUrl));
}

/** The CSR as it travels: base64url of its DER (RFC 8555 section 7.4). */
function bodyOf(pem: string): string {
  const body = pem.replace(/-----[A-Z ]+-----/g, "").replace(/\s+/g, "");
  return Buffer.from(body, "base64").toString("base64url");
}

function readChain(
  chain: unknown,
  names: readonly string[],
  directoryUrl: string,
): Result<string, Problem> {
  const text = typeof chain === "string" && chain.length <= MAX_CHAIN ? chain : "";
  const blocks =
    text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const certificates = blocks.map((block) => new X509Certificate(block).toString());
    if (certificates.length > 0) return ok(certificates.join(""));
    return refuse(orderProblem("no-certificate", names, null, directoryUrl));
  } catch {
    return refuse(orderProblem("bad-certificate", names, null, directoryUrl));
  }
}
