import type { Faq, FaqAnswer, FaqSubject } from "./questions.ts";
import { answer } from "./answer.ts";

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
  if (plan === null) return answer(subject, "need-srv-or-well-known", "well-known", "no-way-yet");
  const target = { data: { target: plan.delegation.delegatedName, port: plan.delegation.port } };
  switch (plan.recommended) {
    case "none":
      return answer(subject, "need-srv-or-well-known", "none", "points-here", target);
    case "explicit-port":
    case "ip-literal":
      return answer(subject, "need-srv-or-well-known", "none", plan.recommended, target);
    case "srv":
      return answer(subject, "need-srv-or-well-known", "srv", "srv", target);
    case "well-known":
      return keepsSrv(subject)
        ? answer(subject, "need-srv-or-well-known", "both", "both", target)
        : answer(subject, "need-srv-or-well-known", "well-known", "well-known", target);
  }
}

/** Only with a certificate for the server name; never needed where it was not needed before. */
function stillUseSrv(subject: FaqSubject): FaqAnswer {
  const { plan } = subject;
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
