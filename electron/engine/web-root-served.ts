import { problem, type Problem } from "../../shared/problems/problem.ts";
import type { HostConnection } from "./host-operations.ts";
import type { Network, PlainAnswer } from "./ports.ts";

/** Files that a website usually has in its folder, and where it then serves them. */
const USUAL = ["index.html", "robots.txt", ".well-known/matrix/server"] as const;

/** What is fetched is cut at 64 KiB; a longer file cannot be compared (characters). */
const MOST_COMPARED = 32_768;

/**
 * Whether a folder seems to be another one than the website of HOST is served from (`web-root-elsewhere`,
 * a warning): a file that lies in it is answered otherwise from outside. Nothing is written. Null where
 * one is answered just so, where none could be compared, or where the website does not answer.
 */
export async function webRootElsewhere(
  network: Pick<Network, "fetchVerified" | "fetchPlain">,
  connection: HostConnection,
  root: string,
  host: string,
): Promise<Problem | null> {
  const folder = root.replace(/\/+$/, "");
  const seen = await Promise.all(
    USUAL.map(async (name) => {
      const file = await connection.run("read-file", { path: `${folder}/${name}` });
      const content = file.ok ? file.value.content : null;
      if (content === null || content.trim() === "" || content.length > MOST_COMPARED) return null;
      const answer = await fetchFile(network, host, name);
      if (answer === null) return null;
      return { name, same: answer.status === 200 && answer.body.trim() === content.trim() };
    }),
  );
  const compared = seen.filter((one) => one !== null);
  const [first] = compared;
  if (first === undefined || compared.some(({ same }) => same)) return null;
  const file = `${folder}/${first.name}`;
  const data = { path: root, host, file, url: `https://${host}/${first.name}` };
  return problem("web-root-elsewhere", data, { severity: "warning" });
}

/** What others get, over TLS or else without; null where nothing was answered that tells. */
async function fetchFile(
  network: Pick<Network, "fetchVerified" | "fetchPlain">,
  host: string,
  name: string,
): Promise<Extract<PlainAnswer, { readonly kind: "answered" }> | null> {
  const secure = await network.fetchVerified(`https://${host}/${name}`);
  // A website whose certificate nobody accepts may still be read without TLS.
  const answer = secure.kind === "answered" ? secure : await network.fetchPlain(host, `/${name}`);
  if (answer.kind === "failed") return null;
  const tells = answer.status === 200 || (answer.status >= 400 && answer.status < 500);
  return tells ? answer : null;
}
