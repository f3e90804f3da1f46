import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostConnection } from "../../electron/engine/host-operations.ts";
import type { HostWorld } from "./host-world.ts";
import { run as perform } from "./host-operations/run.ts";
import { startSshd, whyNoPrivateSshd, type Sshd } from "./sshd.ts";
import { openSshdWorld } from "./sshd-world.ts";

/** As in the package's `matrix-synapse.templates`. */
const TEMPLATE = `Template: matrix-synapse/server-name
Type: string
Description: Name of the server:
 The name that this homeserver will appear as.
`;

const hasDebconf = existsSync("/usr/bin/debconf-communicate");

/** Debconf's own programs, over a database of the test's own. */
describe.skipIf(whyNoPrivateSshd() !== null || !hasDebconf)("debconf on a real host", () => {
  let sshd: Sshd;
  let world: HostWorld;
  let host: HostConnection;
  beforeAll(async () => {
    sshd = await startSshd();
    world = await openSshdWorld(sshd, "root");
    host = await world.connect();
    sshd.inside("mount -t tmpfs -o mode=0755 tmpfs /var/cache/debconf");
    sshd.inside("cat > /srv/templates", TEMPLATE);
    say("X_LOADTEMPLATEFILE /srv/templates");
  });
  afterAll(async () => {
    await host.close();
    await world.close();
  });
  const say = (...commands: readonly string[]) =>
    sshd.inside(
      "DEBIAN_FRONTEND=noninteractive debconf-communicate matrix-synapse 2>/dev/null",
      commands.map((each) => `${each}\n`).join(""),
    );
  const QUESTION = "matrix-synapse/server-name";
  /** All that debconf says of the question, to a package and to a person. */
  const shown = () =>
    say(`GET ${QUESTION}`, `FGET ${QUESTION} seen`) + sshd.inside("debconf-show matrix-synapse");

  test.each([
    ["has no answer and was not asked", [`RESET ${QUESTION}`], null],
    ["has no answer and was asked", [`RESET ${QUESTION}`, `FSET ${QUESTION} seen true`], null],
    ["has an answer", [`SET ${QUESTION} old.example`, `FSET ${QUESTION} seen true`], "old.example"],
    [
      "has an answer that was not asked for",
      [`SET ${QUESTION} old.example`, `FSET ${QUESTION} seen false`],
      "old.example",
    ],
  ])("that %s says after an undo what it said before", async (state, commands, before) => {
    const run = `debconf-${state.replaceAll(" ", "-")}`;
    say(...commands);
    const first = shown();
    const set = { run, serverName: "new.example" };
    expect(await perform(host, "set-debconf-name", set)).toEqual({ before });
    expect(await perform(host, "set-debconf-name", set)).toEqual({ before });
    expect(say(`GET ${QUESTION}`, `FGET ${QUESTION} seen`)).toBe("0 new.example\n0 true\n");
    await perform(host, "set-debconf-name", { run, serverName: before });
    await perform(host, "set-debconf-name", { run, serverName: before });
    expect(shown()).toBe(first);
  });

  test("that knows no such question changes nothing", async () => {
    sshd.inside("umount /var/cache/debconf; mount -t tmpfs -o mode=0755 tmpfs /var/cache/debconf");
    const set = { run: "debconf-none", serverName: "new.example" };
    expect(await host.run("set-debconf-name", set)).toMatchObject({
      ok: false,
      error: { code: "operation-failed" },
    });
    expect(sshd.inside("debconf-show matrix-synapse")).toBe("");
  });
});
