import { ok, refuse, type Result } from "../../../shared/domain/result.ts";
import type { ObtainCertificateStep, OrderKeyStep } from "../../../shared/plan/plan.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import type { AcmeAuthorization, AcmeOrder } from "../ports.ts";
import { done, failed, type RunContext, type StepEnd } from "../run-context.ts";
import { announcePath } from "./touch.ts";

/** Makes the private key on the host; it never leaves it. A repeat finds the same key. */
export async function performOrderKey(context: RunContext, step: OrderKeyStep): Promise<StepEnd> {
  await announceFiles(context, step.id, step.path);
  const csr = await orderKey(context, step.path, step.names);
  return csr.ok ? done(`${step.path}/privkey.pem.new`) : failed(csr.error);
}

/** Rehearses at the staging CA, orders at the real one, and puts key and chain in their place. */
export async function performCertificate(
  context: RunContext,
  step: ObtainCertificateStep,
): Promise<StepEnd> {
  if (step.issuer !== "acme") throw new Error("only ACME certificates are ordered here");
  await announceFiles(context, step.id, step.path);
  const csr = await orderKey(context, step.path, step.names);
  if (!csr.ok) return failed(csr.error);
  const { staging, directory } = context.acme;
  if (staging !== null) {
    const rehearsed = await issue(context, step, {
      ca: "staging",
      directory: staging,
      csr: csr.value,
    });
    if (!rehearsed.ok) return failed(rehearsed.error);
  }
  const chain = await issue(context, step, { ca: "live", directory, csr: csr.value });
  if (!chain.ok) return failed(chain.error);
  const installed = await context.session.run("host", "install-certificate", {
    run: context.run,
    path: step.path,
    chain: chain.value,
    reader: step.keyReader,
  });
  return installed.ok ? done(installed.value.fingerprint) : failed(installed.error);
}

/** Key and chain in both their stages: whatever an interruption leaves of them, undo knows it. */
async function announceFiles(context: RunContext, step: string, path: string): Promise<void> {
  for (const file of ["privkey.pem.new", "privkey.pem", "fullchain.pem.new", "fullchain.pem"]) {
    await announcePath(context, step, "host", `${path}/${file}`);
  }
}

interface Issuing {
  readonly ca: "staging" | "live";
  readonly directory: string;
  readonly csr: string;
}

async function orderKey(
  context: RunContext,
  path: string,
  names: readonly string[],
): Promise<Result<string, Problem>> {
  const { keyType } = context.acme;
  const made = await context.session.run("host", "order-key", {
    run: context.run,
    path,
    names,
    keyType,
  });
  return made.ok ? ok(made.value.csr) : made;
}

/** An order that was noted before an interruption is taken up; where that leads nowhere, a fresh one is opened. */
async function issue(
  context: RunContext,
  step: ObtainCertificateStep,
  issuing: Issuing,
): Promise<Result<string, Problem>> {
  context.ports.emit({
    event: "operation",
    step: step.id,
    data: { operation: "order", ca: issuing.ca },
  });
  const account = await context.ports.acme.account(issuing.directory, context.acme.email);
  if (!account.ok) return account;
  const noted = (await context.journal.view()).orders[`${step.id} ${issuing.ca}`];
  if (noted !== undefined) {
    const order = await account.value.resume(noted);
    const chain = order.ok ? await complete(context, step, order.value, issuing.csr) : order;
    if (chain.ok) return chain;
  }
  const order = await account.value.order(step.names, context.acme.profile);
  if (!order.ok) return order;
  await context.journal.add({
    event: "order",
    step: step.id,
    ca: issuing.ca,
    url: order.value.url,
  });
  return complete(context, step, order.value, issuing.csr);
}

async function complete(
  context: RunContext,
  step: ObtainCertificateStep,
  order: AcmeOrder,
  csr: string,
): Promise<Result<string, Problem>> {
  for (const authorization of order.authorizations) {
    if (authorization.status === "valid") continue;
    const answered = await answerChallenge(context, step, order, authorization);
    if (!answered.ok) return answered;
  }
  return order.finalize(csr);
}

/** The answer is taken away again whatever the CA said, and whether or not it was reached. */
async function answerChallenge(
  context: RunContext,
  step: ObtainCertificateStep,
  order: AcmeOrder,
  authorization: AcmeAuthorization,
): Promise<Result<null, Problem>> {
  const challenge = authorization.http01;
  if (challenge === null)
    return refuse(
      problem(
        "ca-refused",
        { name: authorization.name, detail: "no http-01 offered" },
        { seenFrom: "ca" },
      ),
    );
  const { token, keyAuthorization } = challenge;
  const place = { run: context.run, by: step.answerBy, token };
  await context.journal.add({
    event: "touching",
    step: step.id,
    machine: "host",
    path: `/etc/homeport/acme-challenge/${token}`,
  });
  const shown = await context.session.run("host", "challenge-start", {
    ...place,
    keyAuthorization,
  });
  if (!shown.ok) return shown;
  await lookAhead(context, step, authorization.name, token, keyAuthorization);
  const judged = await order.answer(authorization, "http-01");
  const removed = await context.session.run("host", "challenge-stop", place);
  return judged.ok && !removed.ok ? removed : judged;
}

/** Our own look at the challenge is told and never decides: behind NAT this desktop may not reach what the CA reaches. */
async function lookAhead(
  context: RunContext,
  step: ObtainCertificateStep,
  name: string,
  token: string,
  expected: string,
): Promise<void> {
  const answer = await context.ports.network.fetchPlain(
    name,
    `/.well-known/acme-challenge/${token}`,
  );
  const seen =
    answer.kind === "answered" && answer.status === 200 && answer.body.trim() === expected;
  context.ports.emit({
    event: "operation",
    step: step.id,
    data: { operation: "look-ahead", name, seen },
  });
}
