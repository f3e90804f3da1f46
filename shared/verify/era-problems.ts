import { formatHostPort } from "../domain/server-name.ts";
import { problem, type Problem } from "../problems/problem.ts";
import { TODAY, type Look } from "./look.ts";

/**
 * Why eras that were promised do not reach the server, where no other problem says so already. Eras
 * that nobody named are shown in the report and are no problem by themselves.
 */
export function eraProblems(look: Look, known: readonly Problem[]): readonly Problem[] {
  const eras = [...new Set([TODAY, ...look.audience])];
  return eras.flatMap((era) => {
    const { verdict, why, target, hostHeader } = look.inbound[era];
    if (verdict === "reached" || verdict === "unknown") return [];
    const code = why ?? "port-unreachable";
    if (known.some((each) => each.severity === "error" && (era === TODAY || each.code === code)))
      return [];
    const place = target === null ? null : formatHostPort(target.host, target.port);
    const data = {
      era,
      host: target?.host ?? look.name.host,
      address: target?.addresses[0] ?? null,
      port: target?.port ?? null,
      hostHeader,
      name: look.name.text,
    };
    return [
      problem(code, data, {
        evidence: `era ${era}: ${verdict}${place === null ? "" : ` at ${place}`}`,
      }),
    ];
  });
}
