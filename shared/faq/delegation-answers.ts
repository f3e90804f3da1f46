import type { Faq, FaqAnswer, FaqSubject } from "./questions.ts";
import type { Plan } from "../plan/plan.ts";
import { answer, type AnswerParts } from "./answer.ts";

/** The questions about leading others to the server (FAQ 5 to 7). */
export function delegationAnswers(
  subject: FaqSubject,
): Pick<Faq, "need-srv-or-well-known" | "still-use-srv" | "well-known-still-need-srv"> {
  return {
    "need-srv-or-well-known": needWhich(subject),
    "still-use-srv": stillUseSrv(subject),
    "well-known-still-need-srv": stillNeedSrv(subject),
  };
}

/** Not where the name and port 8448 both lead here; else whichever the plan chose, and both while 0.34 matters. */
function needWhich(subject: FaqSubject): FaqAnswer {
  const { plan } = subject;
  if (plan === null) return needOfNoPlan(subject);
  const target = { data: { target: plan.delegation.delegatedName, port: plan.delegation.port } };
  switch (plan.recommended) {
    case "none":
      return canHaveFile(plan)
        ? answer(subject, "need-srv-or-well-known", "none", "points-here", target)
        : answer(subject, "need-srv-or-well-known", "none", "points-here-alone", {
            ...target,
            why: "need-srv-or-well-known-points-here-why",
          });
    case "explicit-port":
    case "ip-literal":
      return answer(subject, "need-srv-or-well-known", "none", plan.recommended, target);
    case "srv":
      return answer(subject, "need-srv-or-well-known", "srv", "srv", {
        ...target,
        ...whySrv(plan),
      });
    case "well-known":
      return keepsSrv(subject)
        ? answer(subject, "need-srv-or-well-known", "both", "both", target)
        : answer(subject, "need-srv-or-well-known", "well-known", "well-known", target);
  }
}

/** A record in place is left alone; otherwise it is the way that is left, or the one that was asked for. */
function whySrv(plan: Plan): AnswerParts {
  if (plan.steps.length === 0)
    return canHaveFile(plan)
      ? { why: "need-srv-or-well-known-srv-works-why" }
      : { why: "need-srv-or-well-known-srv-alone-works-why" };
  return canHaveFile(plan) ? { why: "need-srv-or-well-known-srv-taken-why" } : {};
}

function canHaveFile({ alternatives }: Plan): boolean {
  return alternatives.some((each) => each.method === "well-known" && each.blockedBy.length === 0);
}

/** Where the name servers fail, that comes first; what is needed then is already known in the plain case. */
function needOfNoPlan(subject: FaqSubject): FaqAnswer {
  const { failing, mended } = subject;
  if (failing.length === 0) return needOnceOpen(subject);
  const data = { data: { records: failing.join(", ") } };
  if (mended === "none")
    return answer(subject, "need-srv-or-well-known", "none", "mend-first-none", data);
  return mended === "srv"
    ? answer(subject, "need-srv-or-well-known", "srv", "mend-first", data)
    : answer(subject, "need-srv-or-well-known", "well-known", "mend-first", data);
}

/** What would be needed is known by where others come, whatever still stands in its way. */
function needOnceOpen(subject: FaqSubject): FaqAnswer {
  const { straight, host, now } = subject;
  switch (straight) {
    case "explicit-port":
    case "ip-literal": {
      const port = now.inbound["1.93"].target?.port ?? 8448;
      const parts = { data: { target: host, port } };
      return answer(subject, "need-srv-or-well-known", "none", straight, parts);
    }
    case "here":
      return answer(subject, "need-srv-or-well-known", "none", "no-way-yet-here");
    case "elsewhere":
      return subject.isWebLost
        ? answer(subject, "need-srv-or-well-known", "srv", "no-way-yet-srv")
        : answer(subject, "need-srv-or-well-known", "well-known", "no-way-yet");
  }
}

/** Only with a certificate for the server name; never needed where it was not needed before. */
function stillUseSrv(subject: FaqSubject): FaqAnswer {
  const { plan } = subject;
  if (subject.legacySrv === "unknown")
    return answer(subject, "still-use-srv", "no", "untold", {
      data: { records: subject.failing.join(", ") },
    });
  if (subject.legacySrv === "none") {
    return plan?.recommended === "srv"
      ? answer(subject, "still-use-srv", "yes", "chosen")
      : answer(subject, "still-use-srv", "no", "never-needed");
  }
  const today = subject.now.inbound["1.93"];
  const bySrv = today.decidedBy === "srv" || today.decidedBy === "srv-fed";
  if (bySrv && today.verdict === "reached")
    return answer(subject, "still-use-srv", "yes", "certificate-fits");
  if (plan?.recommended === "srv") return answer(subject, "still-use-srv", "yes", "chosen");
  if (subject.legacySrv === "astray") return answer(subject, "still-use-srv", "no", "astray");
  return bySrv
    ? answer(subject, "still-use-srv", "no", "certificate-lacking")
    : answer(subject, "still-use-srv", "no", "well-known-instead");
}

/** While servers up to 0.34 matter, yes; it hurts nobody else. */
function stillNeedSrv(subject: FaqSubject): FaqAnswer {
  const delegated = subject.plan?.recommended === "well-known" || subject.file === "read";
  if (!delegated)
    return subject.file === "unread"
      ? answer(subject, "well-known-still-need-srv", "yes", "unread-file")
      : answer(subject, "well-known-still-need-srv", "no", "no-well-known");
  if (subject.legacySrv === "astray" && !keepsSrv(subject))
    return answer(subject, "well-known-still-need-srv", "no", "astray");
  if (keepsSrv(subject))
    return answer(subject, "well-known-still-need-srv", "yes", "for-old-peers");
  if (subject.audience.includes("0.34"))
    return answer(subject, "well-known-still-need-srv", "yes", "old-peers-wanted");
  return answer(subject, "well-known-still-need-srv", "no", "no-old-peers");
}

/** The record of old software stands in the end, and leads there. */
function keepsSrv({ plan, legacySrv }: FaqSubject): boolean {
  const changes = (plan?.publish.records ?? [])
    .filter(({ name, type }) => type === "SRV" && name.startsWith("_matrix._tcp."))
    .map(({ change }) => change);
  if (changes.some((change) => change === "add" || change === "change")) return true;
  if (legacySrv !== "leads" || changes.includes("remove")) return false;
  return changes.includes("keep") || plan?.steps.length === 0;
}
