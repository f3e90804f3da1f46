import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentOf, emptyFolder, homeport } from "./start.ts";

const MINUTE = 60_000;

async function modeOf(folder: string): Promise<string> {
  return ((await stat(folder)).mode & 0o777).toString(8);
}

function codesOf(document: { readonly [key: string]: unknown }): readonly string[] {
  return (document["problems"] as readonly { readonly code: string }[])
    .map(({ code }) => code)
    .filter((code) => code.startsWith("state-"));
}

test(
  "a state folder that was there is closed where it holds nothing but ours, and else it is told",
  { timeout: MINUTE },
  async () => {
    const own = join(await emptyFolder(), "own");
    const shared = await emptyFolder();
    await mkdir(own, { mode: 0o755 });
    await chmod(shared, 0o755);
    await writeFile(join(shared, "somebody.txt"), "theirs");
    const plan = async (state: string) =>
      documentOf(await homeport(["plan", "one.example", "--practice", "--json", "--state", state]));
    expect([codesOf(await plan(own)), await modeOf(own)]).toEqual([[], "700"]);
    await chmod(own, 0o755);
    expect([codesOf(await plan(own)), await modeOf(own)]).toEqual([[], "700"]);
    expect(codesOf(await plan(shared))).toEqual(["state-open-to-others"]);
    expect([await modeOf(shared), await modeOf(join(shared, "world"))]).toEqual(["755", "700"]);
  },
);

test("HOMEPORT_STATE means what --state means, in practice too", { timeout: MINUTE }, async () => {
  const state = await emptyFolder();
  const environment = { HOMEPORT_STATE: state };
  const words = ["apply", "one.example", "--practice", "--yes", "--json", "--quiet"];
  const applied = documentOf(await homeport(words, { environment }));
  expect(await readdir(state)).toEqual(expect.arrayContaining(["runs", "world"]));
  const history = await homeport(["history", "--practice", "--json", "--state", state]);
  expect(documentOf(history)["runs"]).toEqual([
    expect.objectContaining({ run: applied["run"], state: "kept" }),
  ]);
});
