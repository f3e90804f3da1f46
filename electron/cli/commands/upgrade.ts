import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UpgradeDocument } from "../../../shared/api/upgrade-document.ts";
import { ok, refuse, type Result } from "../../../shared/domain/result.ts";
import { isBefore } from "../../../shared/plan/versions.ts";
import { problem, type Problem } from "../../../shared/problems/problem.ts";
import type { ConfigText } from "../../../shared/upgrade/read-config.ts";
import { NEWEST } from "../../../shared/upgrade/road-facts.ts";
import { systemOf } from "../../../shared/upgrade/system-of.ts";
import type { UpgradeDatabase } from "../../../shared/upgrade/upgrade.ts";
import { upgrade } from "../../engine/commands/upgrade.ts";
import { has, one, type Args, type UsageFault } from "../args.ts";
import { pathOf } from "../caller.ts";
import type { Context } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { readInputFile } from "../text-file.ts";
import { isInstallKind, optionSpec } from "../options.ts";
import { badUsage, ended } from "../outcome.ts";
import { reportUpgrade } from "../report/upgrade.ts";

/** `homeport upgrade --from VERSION --config FILE`, offline */
export const command = defineCommand(UpgradeDocument, {
  run: async (context) => {
    const { args, speak } = context;
    const wrong = judge(args);
    if (wrong) return badUsage(wrong, speak);
    const files = await readFiles(context);
    if (!files.ok) return ended(files.error);
    const [config, ...further] = files.value;
    const from = plain(one(args, "from"));
    const install = one(args, "install");
    const os = one(args, "os");
    if (config === undefined || from === null) throw new Error("the usage was not judged");
    return upgrade({
      from,
      to: plain(one(args, "to")) ?? NEWEST,
      python: one(args, "python"),
      database: databaseIn(one(args, "database")),
      install: install !== null && isInstallKind(install) ? install : null,
      os: os === null ? null : systemOf(os),
      config,
      further,
    });
  },
  report: reportUpgrade,
});

/** What the options must hold together; the live form, which names a server, is not there yet. */
function judge(args: Args): UsageFault | null {
  const missing = (["from", "config"] as const).filter((each) => !has(args, each));
  if (missing[0] !== undefined) {
    const all = missing.map((each) => `--${each} ${optionSpec(each).shown}`).join(" and ");
    return fault("option-missing", { option: `--${missing[0]}`, missing: all });
  }
  const from = plain(one(args, "from"));
  const to = plain(one(args, "to"));
  if (to === null) return null;
  if (isBefore(NEWEST, to)) return fault("version-unknown", { given: to, newest: NEWEST });
  return isBefore(to, from ?? to) ? fault("version-back", { given: to, from }) : null;
}

function fault(why: UsageFault["why"], data: UsageFault["data"]): UsageFault {
  return { why, command: "upgrade", data };
}

/** The configuration, and the files of its folder in ASCII order, as Synapse reads them. */
async function readFiles({
  args,
  caller,
}: Context): Promise<Result<readonly ConfigText[], Problem>> {
  const folder = one(args, "conf-dir");
  const parts = folder === null ? ok([]) : await listFolder(folder, pathOf(caller, folder));
  if (!parts.ok) return parts;
  const files: ConfigText[] = [];
  for (const path of [one(args, "config") ?? "", ...parts.value]) {
    const text = await readInputFile(pathOf(caller, path));
    if (!text.ok) return text;
    files.push({ path, text: text.value });
  }
  return ok(files);
}

async function listFolder(
  given: string,
  path: string,
): Promise<Result<readonly string[], Problem>> {
  try {
    const names = await readdir(path);
    const files = names.filter((each) => each.endsWith(".yaml")).toSorted(inBytes);
    return ok(files.map((each) => join(given, each)));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return refuse(problem("input-file-bad", { path, why: code }));
  }
}

function inBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A version without the `v` of its tag. */
function plain(version: string | null): string | null {
  return version?.replace(/^v/, "") ?? null;
}

function databaseIn(given: string | null): UpgradeDatabase | null {
  if (given === null) return null;
  const [kind, version] = given.split(":");
  return { kind: kind === "postgres" ? "postgres" : "sqlite", version: version ?? null };
}
