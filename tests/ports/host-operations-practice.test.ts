import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createHosts } from "../../electron/adapters/ssh-hosts.ts";
import { plainLogin } from "../../electron/adapters/ssh-login.ts";
import { createSwitchboard } from "../../electron/practice/switchboard.ts";
import { startHost } from "../../electron/practice/world-host.ts";
import { describeHostOperations } from "./host-operations-suite.ts";
import type { HostThing, HostWorld } from "./host-world.ts";

const ADDRESS = "198.51.100.7";
const NAME = "host.example";

/** Practice's SSH server over an empty machine; `user` becomes root as it can. */
async function openWorld(user: string): Promise<HostWorld> {
  const board = await createSwitchboard([`${ADDRESS}:22`, `${ADDRESS}:80`]);
  const recipe = { name: NAME, address: ADDRESS, services: [], running: [], lay: () => {} };
  const practice = await startHost("suite", board, recipe, null);
  const { tree } = practice.machine;
  const folder = mkdtempSync(path.join(tmpdir(), "homeport-practice-"));
  const identity = path.join(folder, "identity");
  writeFileSync(identity, practice.login.identity, { mode: 0o600 });
  const login = {
    ...plainLogin({ host: NAME, user, port: 22 }),
    identities: [identity],
    agent: "none",
    sshConfig: "none",
    hostKeyPin: practice.login.hostKey,
  };
  const find = (_host: string, port: number) =>
    Promise.resolve([{ address: "127.0.0.1", port: board.portOf(ADDRESS, port) ?? 1 }]);
  const hosts = createHosts({ host: login, web: null, stateFolder: folder, home: folder, find });
  return {
    connect: async () => {
      const connected = await hosts.connect("host");
      if (!connected.ok) throw new Error(JSON.stringify(connected.error));
      return connected.value;
    },
    put: (at, thing) => {
      tree.makeFolders(path.posix.dirname(at));
      tree.put(at, nodeOf(thing));
      return Promise.resolve();
    },
    cut: () => Promise.resolve(practice.cut()),
    hasPort80: true,
    close: async () => {
      practice.cut();
      await practice.stop();
      await board.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function nodeOf(thing: HostThing) {
  if (thing.kind === "link") return { kind: "link", target: thing.to } as const;
  const rights = { mode: Number.parseInt(thing.mode, 8), owner: thing.owner, group: thing.owner };
  if (thing.kind === "folder") return { kind: "folder", ...rights } as const;
  return { kind: "file", content: thing.content, ...rights } as const;
}

describeHostOperations("practice's host, as root", () => openWorld("root"));

describe("the operations of practice's host, by sudo", () => {
  it("are root's for a user who has sudo without a password", async () => {
    const world = await openWorld("admin");
    const host = await world.connect();
    const file = { path: "/srv/by-sudo", content: "x", mode: "0600", owner: "root" };
    const written = await host.run("write-file", { run: "sudo-1", ...file });
    const seen = await host.run("stat", { path: file.path });
    await host.close();
    await world.close();
    expect(written).toMatchObject({ ok: true, value: { changed: true } });
    expect(seen).toMatchObject({ ok: true, value: { entry: { owner: "root", mode: "0600" } } });
  });
});
