import type { Plan } from "./plan.ts";

/**
 * The text a plan's digest is made from (`cli.md`, "Digest"): server name, host key, delegation,
 * certificate names and issuer, and of each step what it changes and who does it. Never times, cache
 * lives, evidence or words, so the same world and answers give the same digest in every command.
 */
export function canonicalPlan(plan: Plan): string {
  return JSON.stringify({
    serverName: plan.serverName,
    hostKey: plan.hostKey,
    delegation: {
      method: plan.delegation.method,
      delegatedName: plan.delegation.delegatedName,
      port: plan.delegation.port,
    },
    certificate:
      plan.certificate === null
        ? null
        : { names: plan.certificate.names, issuer: plan.certificate.issuer },
    steps: plan.steps.map(({ id, kind, who, phase, needs, before, after }) => ({
      id,
      kind,
      who,
      phase,
      needs,
      before: kind === "dns-record" || kind === "ask-person" ? withoutLife(before) : before,
      after,
    })),
  });
}

/** Records that a cache hands out grow older by the second, so the life of present ones does not count. */
function withoutLife(text: string | null): string | null {
  return text?.replaceAll(/^(\S+\.) \d+ IN /gm, "$1 IN ") ?? null;
}
