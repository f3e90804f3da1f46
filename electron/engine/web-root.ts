import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { HostConnection } from "./host-operations.ts";

/** Why no file can be put under a website's folder (`web-root-bad`); null where it is a folder, or a link. */
export async function webRootFault(
  connection: HostConnection,
  root: string,
): Promise<Problem | null> {
  const bad = (why: "relative" | "missing" | "no-folder"): Problem =>
    problem("web-root-bad", { path: root, why }, { seenFrom: "host" });
  if (!root.startsWith("/")) return bad("relative");
  const folder = root.replace(/\/+$/, "");
  if (folder === "") return null;
  const seen = await connection.run("stat", { path: folder });
  if (!seen.ok) return seen.error;
  const { entry } = seen.value;
  if (entry === null) return bad("missing");
  return entry.kind === "folder" || entry.kind === "link" ? null : bad("no-folder");
}
