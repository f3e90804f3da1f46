import { expect, test } from "vitest";
import { documentOf, emptyFolder, homeport } from "./start.ts";

/** The website's machine, which a newcomer takes for the homeserver's. */
const WRONG = ["two.example", "--practice", "--host", "root@two.example", "--json"];

test(
  "a machine without a Synapse is told of in the plan, and nothing is begun on it",
  { timeout: 90_000 },
  async () => {
    const state = ["--state", await emptyFolder()];
    const planned = documentOf(await homeport(["plan", ...WRONG, ...state]));
    expect(planned["exit"]).toBe(0);
    expect(planned["problems"]).toContainEqual(
      expect.objectContaining({ code: "synapse-missing", severity: "warning" }),
    );
    const rehearsed = documentOf(await homeport(["apply", ...WRONG, ...state, "--dry-run"]));
    expect(rehearsed["exit"]).toBe(1);
    expect(rehearsed["problems"]).toMatchObject([{ code: "synapse-missing", severity: "error" }]);
    const applied = documentOf(await homeport(["apply", ...WRONG, ...state, "--yes"]));
    expect(applied["exit"]).toBe(1);
    expect(applied["problems"]).toMatchObject([{ code: "synapse-missing" }]);
    expect(applied["run"]).toBeNull();
    const history = documentOf(await homeport(["history", "--json", ...state]));
    expect(history["runs"]).toEqual([]);
  },
);
