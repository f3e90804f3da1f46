import type { PlanDocument } from "../../../shared/api/plan-documents.ts";
import { has, one } from "../args.ts";
import type { Report } from "../command.ts";
import { sameCommand } from "./command-line.ts";
import { writeEras } from "./era-table.ts";
import { planAsMarkdown } from "./plan-markdown.ts";
import { writePlanFacts, writeReference } from "./plan-facts.ts";
import { audienceOf, consentsOf, reasonsOf, textOf } from "./plan-texts.ts";
import { planAsZone } from "./plan-zone.ts";
import { tellRefusal } from "./refusal.ts";
import { writeSteps } from "./plan-steps.ts";

/** Tells a plan to people, in the form that `--format` names. */
export function reportPlan(plan: PlanDocument, report: Report): void {
  const { screen, args } = report;
  const format = one(args, "format");
  if (format === "markdown") screen.verbatim(planAsMarkdown(plan, report));
  else if (format === "zone") screen.verbatim(planAsZone(plan, report));
  else if (plan.refusal !== null) {
    tellRefusal(plan.name, plan.refusal, report);
    if (has(args, "explain")) explain(plan, report);
  } else tellPlan(plan, report);
}

function tellPlan(plan: PlanDocument, report: Report): void {
  const { screen, speak, args } = report;
  screen.heading(speak.say("plan.title", { name: plan.name ?? "" }));
  screen.say(wayOf(plan, report), { indent: 2 });
  if (plan.certificate !== null) screen.say(certificateOf(plan.certificate, report), { indent: 2 });
  for (const kept of reasonsOf(plan).filter(isOfKeptRecord))
    screen.say(textOf(kept), { indent: 2 });
  if (isByHand(plan, report)) screen.say(speak.say("plan.by-hand"), { indent: 2 });
  screen.gap();
  if (plan.steps.length === 0) screen.say(speak.say("plan.nothing-to-do"));
  else writeSteps(plan.steps, report);
  if (plan.eras !== null) {
    screen.heading(speak.say("plan.eras-title"));
    if (has(args, "explain")) {
      screen.say(speak.say("eras.intro"), { indent: 2 });
      screen.gap();
    }
    const audience = audienceOf(plan);
    writeEras(
      screen,
      speak,
      plan.eras.now.inbound,
      plan.steps.length === 0 ? null : plan.eras.end.inbound,
      (era) => audience.includes(era),
    );
    if (!has(args, "explain")) screen.say(speak.say("eras.versions"), { indent: 2 });
    screen.gap();
  }
  if (has(args, "explain")) explain(plan, report);
  tellConsents(plan, report);
  if (plan.steps.length > 0) tellNext(plan, report);
}

/** Who is cut off, for how long, and what else somebody may lose: to approve is to agree to it. */
function tellConsents(plan: PlanDocument, { screen, speak }: Report): void {
  const consents = consentsOf(plan);
  if (consents.length === 0) return;
  screen.heading(speak.say("plan.consents"));
  for (const text of consents)
    screen.say(text, { indent: 2, first: `${screen.style("yellow", "!")} ` });
  screen.gap();
}

function wayOf({ name, delegation }: PlanDocument, { speak }: Report): string {
  if (delegation === null) return "";
  const { method, delegatedName, port } = delegation;
  return speak.sayCode("ways", method, { name, host: delegatedName, port });
}

function certificateOf(
  certificate: NonNullable<PlanDocument["certificate"]>,
  { speak }: Report,
): string {
  const values = { names: certificate.names.join(", "), path: certificate.path };
  return speak.sayCode("issuers", certificate.issuer, values);
}

function explain(plan: PlanDocument, report: Report): void {
  const { screen, speak } = report;
  const reasons = reasonsOf(plan);
  if (reasons.length > 0) {
    screen.heading(speak.say("plan.why"));
    for (const each of reasons) {
      screen.say(textOf(each), { indent: 2, first: "- " });
      if (typeof each === "object" && each !== null) writeReference(each, 4, report);
    }
    screen.gap();
  }
  writePlanFacts(plan, report);
  if (plan.alternatives.length === 0) return;
  screen.heading(speak.say("plan.other-ways"));
  for (const way of plan.alternatives) {
    const { method, cost, blockedBy } = way;
    const isOpen = blockedBy.length === 0;
    const mark = speak.say(isOpen ? "plan.possible" : "plan.impossible");
    screen.say(`${speak.sayCode("methods", method)}: ${mark}`, { indent: 2, first: "- " });
    for (const text of isOpen ? cost : blockedBy.map((each) => each.text))
      screen.say(text, { indent: 4 });
    writeReference(way, 4, report);
  }
  screen.gap();
}

/** For whom an old record stays and until when: nobody has a step to do for it, so it would be missed. */
function isOfKeptRecord(reason: unknown): boolean {
  if (typeof reason !== "object" || reason === null || !("code" in reason)) return false;
  return reason.code === "srv-kept-for-old-peers";
}

const ON_MACHINE: ReadonlySet<string> = new Set(["write-file", "order-key", "control-service"]);

/** The steps on the machine are a person's, for want of a login to it. */
function isByHand({ steps }: PlanDocument, { args }: Pick<Report, "args">): boolean {
  const own = steps.filter(({ who, kind }) => who === "homeport" && kind !== "prove");
  const manual = steps.some(({ who, kind }) => who === "you" && ON_MACHINE.has(kind));
  return manual && own.length === 0 && !has(args, "host");
}

/** The order is a person's (orders of ours are proven by HTTP-01), so no approval of ours can hold for it. */
function isProvenByDns({ certificate }: PlanDocument): boolean {
  return certificate?.issuer === "acme" && certificate.challenge === "dns-01";
}

function tellNext(plan: PlanDocument, { screen, speak, args }: Report): void {
  screen.say(speak.say("plan.nothing-changed"));
  if (plan.problems.some(({ code }) => code === "run-open")) return;
  if (isByHand(plan, { args })) {
    screen.say(speak.say("plan.with-host"));
    screen.command(sameCommand("plan", args, ["--host root@YOUR-MACHINE"]), 2);
    return;
  }
  if (isProvenByDns(plan)) {
    screen.say(speak.say("plan.with-certificate"));
    const login = has(args, "host") ? [] : ["--host root@YOUR-MACHINE"];
    screen.command(sameCommand("plan", args, [...login, "--set certificate=own"]), 2);
    return;
  }
  screen.say(speak.say("plan.next"));
  const isGiven = has(args, "host") || has(args, "practice");
  const options = isGiven ? [] : ["--host root@YOUR-MACHINE"];
  screen.command(sameCommand("apply", args, [...options, `--approve ${plan.digest ?? ""}`]), 2);
}
