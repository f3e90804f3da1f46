import type { Era } from "../domain/era.ts";
import type { InstallKind } from "../facts/host-seen.ts";
import { isBefore } from "../plan/versions.ts";
import { NEWEST } from "../upgrade/road-facts.ts";
import { breaksSqlite, stopsOf } from "../upgrade/stops.ts";
import { answer } from "./answer.ts";
import { obstacleOf } from "./obstacle.ts";
import type { Faq, FaqAnswer, FaqSubject } from "./questions.ts";

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

/** What is broken comes first, with the first step that mends it; an old version before all. */
function rightNow(subject: FaqSubject): FaqAnswer {
  const { plan, version } = subject;
  if (isBefore(version, "1.0.0")) {
    const why = isBefore(version, "0.99.0")
      ? "right-now-before-well-known-why"
      : "right-now-before-checks-why";
    const which = isCertified(subject) ? "too-old-certified" : "too-old";
    return answer(subject, "right-now", "upgrade", which, { why });
  }
  if (plan === null)
    return subject.failing.length > 0
      ? answer(subject, "right-now", "yes", "mend-lookup", {
          data: { records: subject.failing.join(", ") },
          why: "broken-lookup",
        })
      : answer(subject, "right-now", "yes", "no-way-yet");
  const [first] = plan.steps;
  if (first === undefined) return answer(subject, "right-now", "nothing", "works");
  const data = { step: first.id, count: plan.steps.length };
  return answer(subject, "right-now", "yes", "steps-open", { data, ...broken(subject) });
}

/** Hops as `homeport upgrade` walks them; SQLite is what a database of that age mostly is. */
function howToUpgrade(subject: FaqSubject): FaqAnswer {
  const { version, install } = subject;
  if (version === null) return answer(subject, "how-to-upgrade", "upgrade", "version-unknown");
  if (!isBefore(version, "1.93.0")) return answer(subject, "how-to-upgrade", "nothing", "recent");
  const stops = stopsOf({
    from: version,
    to: NEWEST,
    python: null,
    database: { kind: "sqlite", version: null },
    install,
    os: null,
  });
  const data = { stops: stops.join(", "), count: stops.length };
  const why = breaksSqlite(version, NEWEST) ? { why: "how-to-upgrade-sqlite-why" } : {};
  return answer(subject, "how-to-upgrade", "upgrade", wayOf(install), { data, ...why });
}

function wayOf(install: InstallKind | null): "by-package" | "by-image" | "by-pip" {
  if (install === "debian" || install === "matrix.org") return "by-package";
  return install === "docker" ? "by-image" : "by-pip";
}

/** Which peers refuse already: the certificate is what the later ones look at, once they get that far. */
function notImmediately(subject: FaqSubject): FaqAnswer {
  if (isCertified(subject))
    return answer(subject, "not-immediately", "nothing", "certificate-good");
  const obstacle = obstacleOf(subject.now, CHECKING);
  if (obstacle !== "certificate")
    return answer(subject, "not-immediately", "no", "stopped-earlier", {
      why: `broken-${obstacle}`,
    });
  const isReachedByOld = (["0.34", "0.99"] as const).some(
    (era) => subject.now.inbound[era].verdict === "reached",
  );
  return answer(subject, "not-immediately", "no", isReachedByOld ? "only-old-peers" : "nobody");
}

/** Both directions: who reaches the server, and whom it reaches (a server up to 0.34 reads no `.well-known`). */
function nothingAtAll(subject: FaqSubject): FaqAnswer {
  const { version } = subject;
  const inbound = obstacleOf(subject.now, subject.audience) === null;
  if (isBefore(version, "0.99.0"))
    return inbound
      ? answer(subject, "nothing-at-all", "no", "reached-but-blind")
      : answer(subject, "nothing-at-all", "no", "cut-off-both-ways", broken(subject));
  if (!inbound) return answer(subject, "nothing-at-all", "no", "not-reached", broken(subject));
  if (version === null) return answer(subject, "nothing-at-all", "nothing", "works-inbound");
  if (isBefore(version, "1.93.0"))
    return answer(subject, "nothing-at-all", "no", "misses-new-records");
  return answer(subject, "nothing-at-all", "nothing", "works");
}

function isCertified({ now }: FaqSubject): boolean {
  return CHECKING.every((era) => now.inbound[era].verdict === "reached");
}

/** The reason that names what is broken; nothing where everybody gets through. */
function broken({ now, audience }: FaqSubject): { readonly why?: string } {
  const obstacle = obstacleOf(now, audience);
  return obstacle === null ? {} : { why: `broken-${obstacle}` };
}
