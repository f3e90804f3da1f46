import { CertificateData, ReceiptData } from "../../shared/api/wizard-views.ts";
import type { Output } from "../../shared/api/contract.ts";
import { ok, refuse, type Result } from "../../shared/domain/result.ts";
import { problem, type Problem } from "../../shared/problems/problem.ts";
import { checkFederation } from "./check-federation.ts";
import { isoOf } from "./iso-time.ts";
import { runRow, storedRuns, type StoredRun } from "./open-runs.ts";
import { documentIfWhole } from "./run-documents.ts";
import { newestStanding } from "./wizard-stored-runs.ts";
import { observedNetwork } from "./wizard-plan.ts";
import type { WizardSession } from "./wizard-session.ts";

type Row = Output<"home.list">["servers"][number];

/** `home.list`: every server that a run knows, by the run that stands; the one of the newest run first. */
export async function listServers(session: WizardSession): Promise<Output<"home.list">> {
  const all = await storedRuns(session.world());
  const names = new Set(all.toReversed().map(({ view }) => view.name));
  const standing = [...names]
    .map((name) => newestStanding(all, name))
    .filter((one) => one !== null);
  const servers = await Promise.all(standing.map((one) => rowOf(session, one)));
  return { servers };
}

async function rowOf(session: WizardSession, { run, view }: StoredRun): Promise<Row> {
  const receipt = ReceiptData.safeParse(
    await documentIfWhole(session.world(), run, "receipt"),
  ).data;
  const certificate = CertificateData.nullable().safeParse(receipt?.["certificate"]).data ?? null;
  const host = receipt?.["host"];
  return {
    name: view.name,
    run,
    state: view.state,
    kind: view.kind,
    at: view.at,
    certificate,
    lifeLeftShare: lifeLeft(certificate?.["notBefore"], certificate?.notAfter, session.ports.now()),
    host: typeof host === "string" ? host : null,
  };
}

/** Share of its life that a certificate has left; null where one end of it is not known. */
function lifeLeft(notBefore: unknown, notAfter: unknown, now: number): number | null {
  const from = typeof notBefore === "string" ? Date.parse(notBefore) : Number.NaN;
  const to = typeof notAfter === "string" ? Date.parse(notAfter) : Number.NaN;
  if (!(to > from)) return null;
  return Math.min(1, Math.max(0, (to - now) / (to - from)));
}

/** `history.list` */
export async function listRuns(
  session: WizardSession,
  name: string | null,
): Promise<Output<"history.list">> {
  const all = await storedRuns(session.world());
  const runs = all
    .filter(({ view }) => name === null || view.name === name)
    .toReversed()
    .map(runRow);
  return { runs };
}

/** `receipt.get` */
export async function readReceipt(
  session: WizardSession,
  run: string,
): Promise<Result<Output<"receipt.get">, Problem>> {
  const { store } = session.world();
  const stored = (await store.runs()).includes(run)
    ? await store.readDocument(run, "receipt")
    : null;
  const receipt = ReceiptData.safeParse(stored);
  return receipt.success ? ok({ receipt: receipt.data }) : refuse(problem("run-unknown", { run }));
}

/** `proof.check`: looks at a name from outside once more. */
export async function proveAgain(
  session: WizardSession,
  typed: string,
): Promise<Result<Output<"proof.check">, Problem>> {
  const read = session.ports.readName(typed);
  if (!read.ok) return refuse(badName(typed, read.error));
  const { name } = read.value;
  const ports = session.engine(new AbortController().signal, {
    network: observedNetwork(session, name.text),
  });
  const version = session.seen?.input.host?.synapse?.version ?? null;
  const { answers } = session.draft();
  const report = await checkFederation(ports, name, {
    audience: answers.audience ?? [],
    client: answers.clients !== "no",
    ownVersion: session.seen?.facts.serverName === name.text ? version : null,
  });
  return ok({ at: isoOf(session.ports.now()), report });
}

/** `name.look`: without any login, as every era of server looks. */
export async function lookAtName(
  session: WizardSession,
  typed: string,
): Promise<Result<Output<"name.look">, Problem>> {
  const read = session.ports.readName(typed);
  if (!read.ok) return refuse(badName(typed, read.error));
  const looked = await proveAgain(session, typed);
  if (!looked.ok) return looked;
  const { name, warnings } = read.value;
  return ok({ name: name.text, warnings: [...warnings], report: looked.value.report });
}

/** What is wrong with a name that cannot be read, and what was probably meant. */
export function badName(
  given: string,
  { why, suggestion }: { readonly why: string; readonly suggestion: string | null },
): Problem {
  return problem("server-name-invalid", { given, fault: why, why, suggestion });
}
