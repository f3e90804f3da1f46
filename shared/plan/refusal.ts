import type { Reason, Refusal } from "./plan.ts";
import { reason } from "./reason.ts";
import type { Situation } from "./situation.ts";
import type { Weighed } from "./weigh.ts";

/** What would make a blocked way possible, by the code of what blocks it. */
const HELP: { readonly [code: string]: string } = {
  "address-elsewhere": "help-address",
  "certificate-caa": "help-certificate-caa",
  "certificate-caa-nobody": "help-certificate-caa",
  "certificate-for-address": "help-certificate-for-address",
  "certificate-not-by-http": "help-certificate-by-http",
  "certificate-not-to-be-had": "help-certificate",
  "certificate-out-of-reach": "help-certificate",
  "certificate-port-silent": "help-certificate-port",
  "delegated-name-answered": "help-answer",
  "dns-nobody": "help-dns",
  "era-not-reached": "help-audience",
  "file-in-the-way": "help-file-in-the-way",
  "host-addresses-unknown": "help-host",
  "lookup-failed": "help-name-servers",
  "name-elsewhere": "help-point-name",
  "name-partly-elsewhere": "help-correct-addresses",
  "no-address": "help-point-name",
  "no-good-certificate": "help-certificate-answer",
  "port-answered": "help-answer",
  "port-needs-proxy": "help-proxy",
  "port-silent": "help-open-port",
  "port-taken": "help-free-port",
  "srv-not-wanted": "help-keep-srv",
  "srv-to-address": "help-answer",
  "synapse-config-in-the-way": "help-synapse-config",
  "web-certificate-bad": "help-web-certificate",
  "web-closed": "help-web",
  "web-nobody": "help-web-control",
};

/** The refusal where every way is blocked: what stands against the best of each method, and what would help. */
export function refusalOf(situation: Situation, weighed: readonly Weighed[]): Refusal {
  const best = weighed.filter(
    (each, at) =>
      weighed.findIndex((other) => other.decision.way.method === each.decision.way.method) === at,
  );
  const reasons = unique(best.flatMap((each) => each.blockedBy));
  const helps = weighed.flatMap((each) => each.blockedBy).flatMap((each) => helpFor(each));
  return {
    reasons,
    wouldHelp: unique(helps),
    alternatives: [],
    eras: { now: situation.now, afterStep: {}, end: situation.now },
  };
}

/** The refusal where the server's name is another one and users exist, or cannot be ruled out; null where not. */
export function nameRefusal(situation: Situation): Refusal | null {
  const synapse = situation.input.host?.synapse;
  const present = synapse?.serverName ?? null;
  if (
    !synapse ||
    present === null ||
    present === situation.input.name.text ||
    synapse.users === false
  )
    return null;
  const data = { present, wanted: situation.input.name.text };
  return {
    reasons: [
      reason(synapse.users === null ? "server-name-users-unknown" : "server-name-fixed", data),
    ],
    wouldHelp: [reason("help-server-name", data)],
    alternatives: [],
    eras: { now: situation.now, afterStep: {}, end: situation.now },
  };
}

function helpFor(blocked: Reason): readonly Reason[] {
  const code = HELP[blocked.code];
  return code === undefined ? [] : [reason(code, blocked.data)];
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  const texts = reasons.map((each) => JSON.stringify(each));
  return reasons.filter((_, at) => texts.indexOf(texts[at] ?? "") === at);
}
