import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Keeps what was thrown in a file that only the user can read (0600); nothing of it is shown. */
export async function logBug(stateFolder: string, thrown: unknown, now: number): Promise<void> {
  const folder = join(stateFolder, "log");
  const at = new Date(now).toISOString().replaceAll(/[:.]/g, "-");
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, `bug-${at}.log`), `${text}\n`, { mode: 0o600, flag: "wx" });
}
