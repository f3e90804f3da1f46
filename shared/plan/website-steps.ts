import { presentDocument, serverFile } from "./choose-well-known.ts";
import type { Decision } from "./decision.ts";
import { documentLife, presentLife, wait } from "./old-answers.ts";
import type { AskPersonStep } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import { parts, type Draft, type Parts } from "./step-parts.ts";

/** The step that gives the website a certificate with which its file is believed again; empty where none is needed. */
export function renewWebsite(situation: Situation, { way }: Decision): readonly Draft[] {
  if (way.file !== "believed-again") return [];
  const { host, websiteFault } = situation;
  const data = { name: host, why: websiteFault ?? "", target: way.delegatedName, port: way.port };
  return [
    asked(
      situation,
      {
        id: "renew-website",
        reason: reason("website-renewed", data),
        visibleAfterSeconds: documentLife(situation),
        check: reason("check-website", { name: host }),
      },
      { renews: host },
    ),
  ];
}

/**
 * Steps that take the file away which leads peers elsewhere; empty where it stays. Records that take its
 * place are seen by everybody first.
 */
export function retireFile(situation: Situation, decision: Decision): readonly Draft[] {
  if (decision.way.file !== "retired") return [];
  const told = decision.srv.records.filter(({ change }) => change === "add" || change === "change");
  const life = Math.max(60, ...told.map((record) => presentLife(situation, record)));
  const file = serverFile(situation);
  const present = presentDocument(situation, "server");
  return [
    ...(told.length > 0 ? [wait("wait-records", life, "wait-records")] : []),
    asked(
      situation,
      {
        id: "retire-well-known",
        reason: reason("well-known-retired", { name: situation.host, url: file.url }),
        before: present === null ? null : `${file.url}\n${present}`,
        visibleAfterSeconds: documentLife(situation),
        check: reason("check-file-gone", { url: file.url }),
      },
      { retires: [file] },
    ),
  ];
}

function asked(
  situation: Situation,
  given: Omit<Parts, "who">,
  what: Pick<AskPersonStep, "retires" | "renews">,
): Draft {
  return {
    kind: "ask-person",
    ...parts({
      ...given,
      who: situation.web === "other" ? "other" : "you",
      irreversible: reason("irreversible-person"),
    }),
    files: [],
    records: [],
    ports: [],
    ...what,
  };
}
