import { parseServerName } from "../domain/server-name.ts";
import { judgeWellKnown } from "../resolve/well-known-document.ts";
import { TODAY, type Look } from "./look.ts";

/**
 * Tells whether the name asked is only the machine of the server called `serverName`: a subdomain of
 * it, the same but for case or port, or the host that its well-known file names.
 */
export function isHostOf(look: Look, serverName: string): boolean {
  const other = parseServerName(serverName);
  if (!other.ok || serverName === look.name.text) return false;
  const asked = look.name.host.toLowerCase();
  const host = other.value.host.toLowerCase();
  if (asked === host || asked.endsWith(`.${host}`)) return true;
  const seen = look.observe({ ask: "well-known", host: other.value.host, file: "server" });
  if (seen.kind !== "well-known") return false;
  const judged = judgeWellKnown(TODAY, seen, look.now);
  return judged.kind === "delegates" && judged.to.host.toLowerCase() === asked;
}
