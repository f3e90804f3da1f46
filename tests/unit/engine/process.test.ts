import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, homeport } from "../cli/start.ts";
import { begin, endingOf, practiceIn } from "./begun.ts";

const MINUTE = 60_000;

describe("a run and the processes that work on it", () => {
  test(
    "one waits, the next comes too early, and Ctrl+C ends the waiting with 130",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const options = practiceIn(state);
      const waits = ["apply", "two.example", "--set", "web=other", "--yes", "--wait", "60"];
      const first = begin([...waits, ...options], state);
      const isWaiting = await first.until(
        ({ event, step }) => event === "started" && step === "ask-well-known",
      );
      const second = await homeport(["resume", ...options]);
      first.signal("SIGINT");
      const ended = await first.ended;
      // It has let go of the run, so the next one may go on.
      const third = await homeport(["resume", ...options]);
      expect([isWaiting, endingOf(second), endingOf(ended), endingOf(third)]).toEqual([
        true,
        [75, null, "practice-claimed"],
        [130, "waiting", "waiting-for-person"],
        [4, "waiting", "waiting-for-person"],
      ]);
    },
  );

  test(
    "an undo tells that it cannot where the saved machine has lost its backups",
    { timeout: MINUTE },
    async () => {
      const state = await emptyFolder();
      const options = practiceIn(state);
      const name = "one.example";
      const applied = await homeport(["apply", name, "--yes", ...options]);
      const file = join(state, "world", "machines.json");
      const saved = readSaved(file);
      const files = Object.entries(saved.hosts[name].files);
      const left = files.filter(([path]) => !path.startsWith("/var/lib/homeport"));
      saved.hosts[name].files = Object.fromEntries(left);
      writeFileSync(file, JSON.stringify(saved));
      const undone = await homeport(["undo", name, "--yes", ...options]);
      expect([endingOf(applied), endingOf(undone), left.length < files.length]).toEqual([
        [0, "kept"],
        [2, "unknown", "undo-not-possible"],
        true,
      ]);
      expect(readSaved(file).hosts[name].files).toHaveProperty([
        "/etc/matrix-synapse/conf.d/zz-homeport.yaml",
      ]);
    },
  );
});

describe("a process that is killed with SIGKILL", () => {
  test.each(["write-file", "challenge-start", "control-service"])(
    "at %s leaves a run that resume keeps and undo takes back",
    { timeout: MINUTE },
    async (operation) => {
      const state = await emptyFolder();
      const options = practiceIn(state);
      const begun = begin(["apply", "one.example", "--yes", ...options], state);
      const isThere = await begun.until(({ data }) => data["operation"] === operation);
      begun.signal("SIGKILL");
      const killed = await begun.ended;
      const resumed = await homeport(["resume", ...options]);
      const kept = oursIn(state);
      const undone = await homeport(["undo", "one.example", "--yes", ...options]);
      expect([isThere, killed.exit, endingOf(resumed), endingOf(undone)]).toEqual([
        true,
        null,
        [0, "kept"],
        [0, "undone"],
      ]);
      expect(kept).toEqual([
        "/etc/homeport/tls/one.example/fullchain.pem",
        "/etc/homeport/tls/one.example/privkey.pem",
        "/etc/matrix-synapse/conf.d/server_name.yaml",
        "/etc/matrix-synapse/conf.d/zz-homeport.yaml",
      ]);
      expect(oursIn(state)).toEqual([]);
    },
  );
});

interface Saved {
  readonly hosts: {
    readonly "one.example": { files: { [path: string]: { readonly kind: string } } };
  };
}

function readSaved(file: string): Saved {
  return JSON.parse(readFileSync(file, "utf8")) as Saved;
}

/** Files on `one.example` that Homeport alone puts there, its notes left out. */
function oursIn(state: string): readonly string[] {
  const { files } = readSaved(join(state, "world", "machines.json")).hosts["one.example"];
  const ours = /^\/etc\/(homeport|matrix-synapse\/conf\.d\/(zz-homeport|server_name)\.yaml)/;
  return Object.keys(files)
    .filter((path) => files[path]?.kind === "file" && ours.test(path))
    .toSorted();
}
