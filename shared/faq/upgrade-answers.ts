import type { Era } from "../domain/era.ts";
import { isBefore } from "../plan/versions.ts";
import type { Faq, FaqAnswer, FaqSubject } from "./questions.ts";
import { answer } from "./answer.ts";

/** Peers that check certificates: all from 1.0.0 on (MSC1711). */
const CHECKING: readonly Era[] = ["1.0", "1.93"];

/** The questions about time: what now, how to upgrade, what if not (FAQ 1 to 4 and 8). */
export function upgradeAnswers(
  subject: FaqSubject,
): Pick<
  Faq,
  "right-now" | "how-to-upgrade" | "not-immediately" | "nothing-at-all" | "why-breaking"
> {
  return {
    "right-now": rightNow(subject),
    "how-to-upgrade": howToUpgrade(subject),
    "not-immediately": notImmediately(subject),
    "nothing-at-all": nothingAtAll(subject),
    "why-breaking": answer(subject, "why-breaking", "nothing", "certificates-for-all"),
  };
}

function rightNow(subject: FaqSubject): FaqAnswer {
  if (isBefore(subject.version, "1.0.0"))
    return answer(subject, "right-now", "upgrade", "old-version");
  if (subject.plan === null) return answer(subject, "right-now", "yes", "no-way-yet");
  if (subject.plan.steps.length > 0) return answer(subject, "right-now", "yes", "steps-open");
  return answer(subject, "right-now", "nothing", "works");
}

function howToUpgrade(subject: FaqSubject): FaqAnswer {
  const { version, install } = subject;
  if (version === null) return answer(subject, "how-to-upgrade", "upgrade", "version-unknown");
  if (!isBefore(version, "1.93.0")) return answer(subject, "how-to-upgrade", "nothing", "recent");
  const how =
    install === "debian" || install === "matrix.org"
      ? "by-package"
      : install === "docker"
        ? "by-image"
        : "by-pip";
  return answer(subject, "how-to-upgrade", "upgrade", how);
}

/** Which peers refuse already: the certificate is what the later ones look at. */
function notImmediately(subject: FaqSubject): FaqAnswer {
  const verdicts = CHECKING.map((era) => subject.now.inbound[era].verdict);
  if (verdicts.every((verdict) => verdict === "reached")) {
    return answer(subject, "not-immediately", "nothing", "certificate-good");
  }
  const old =
    subject.now.inbound["0.99"].verdict === "reached" ||
    subject.now.inbound["0.34"].verdict === "reached";
  return answer(subject, "not-immediately", "no", old ? "only-old-peers" : "nobody");
}

/** Both directions: who reaches the server, and whom it reaches (a server up to 0.34 reads no `.well-known`). */
function nothingAtAll(subject: FaqSubject): FaqAnswer {
  const inbound = subject.audience.every((era) => subject.now.inbound[era].verdict === "reached");
  if (isBefore(subject.version, "0.99.0")) {
    return answer(
      subject,
      "nothing-at-all",
      "no",
      inbound ? "reached-but-blind" : "cut-off-both-ways",
    );
  }
  if (!inbound) return answer(subject, "nothing-at-all", "no", "not-reached");
  if (isBefore(subject.version, "1.93.0"))
    return answer(subject, "nothing-at-all", "no", "misses-new-records");
  return answer(subject, "nothing-at-all", "nothing", "works");
}
