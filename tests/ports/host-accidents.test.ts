import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HostConnection } from "../../electron/engine/host-operations.ts";
import type { HostWorld } from "./host-world.ts";
import { startSshd, whyNoPrivateSshd, type Sshd } from "./sshd.ts";
import { openSshdWorld } from "./sshd-world.ts";

/** What only a real file system can do: fill up, and be left half done by a crash. */
describe.skipIf(whyNoPrivateSshd() !== null)("a real host", () => {
  let sshd: Sshd;
  let world: HostWorld;
  let host: HostConnection;
  beforeAll(async () => {
    sshd = await startSshd();
    world = await openSshdWorld(sshd, "root");
    host = await world.connect();
  });
  afterAll(async () => {
    await host.close();
    await world.close();
  });
  const write = (path: string, content: string) =>
    host.run("write-file", { run: "real-1", path, content, mode: "0644", owner: "root" });

  test("whose disk is full says so, and has the old file whole and nothing beside it", async () => {
    sshd.inside(
      "mkdir /srv/full; mount -t tmpfs -o size=64k tmpfs /srv/full; echo old > /srv/full/file",
    );
    expect(await write("/srv/full/file", "x".repeat(200_000))).toMatchObject({
      ok: false,
      error: { code: "disk-full" },
    });
    expect(sshd.inside("ls -A /srv/full; cat /srv/full/file")).toBe("file\nold\n");
  });

  test("whose own folder has no room says so before anything was changed", async () => {
    sshd.inside(
      "mkdir -m 0700 -p /var/lib/homeport; mount -t tmpfs -o size=32k,mode=0700 tmpfs /var/lib/homeport; head -c 100000 /dev/zero > /srv/large",
    );
    expect(await write("/srv/large", "new")).toMatchObject({
      ok: false,
      error: { code: "disk-full" },
    });
    expect(sshd.inside("stat -c %s /srv/large")).toBe("100000\n");
    sshd.inside("umount /var/lib/homeport");
  });

  test("that crashed between the two renames of a certificate is put right by a repeat", async () => {
    const path = "/etc/homeport/tls/crash.example";
    const input = { run: "real-2", path } as const;
    expect(
      await host.run("order-key", { ...input, names: ["crash.example"], keyType: "ec256" }),
    ).toMatchObject({ ok: true });
    const chain = sshd.inside(
      `openssl req -x509 -key ${path}/privkey.pem.new -subj /CN=crash.example -days 2`,
    );
    sshd.inside(
      `mv ${path}/privkey.pem.new ${path}/privkey.pem; echo old > ${path}/fullchain.pem; echo half > ${path}/fullchain.pem.new`,
    );
    expect(
      await host.run("install-certificate", { ...input, chain, reader: "daemon" }),
    ).toMatchObject({ ok: true });
    expect(
      sshd.inside(`cat ${path}/fullchain.pem; ls -A ${path}; stat -c '%a %U' ${path}/privkey.pem`),
    ).toBe(`${chain}fullchain.pem\nprivkey.pem\n400 daemon\n`);
  });

  test("that crashed between the two renames of a certificate has nothing left after an undo", async () => {
    const path = "/etc/homeport/tls/undone.example";
    const input = { run: "real-6", path } as const;
    const names = ["undone.example"];
    await host.run("order-key", { ...input, names, keyType: "ec256" });
    const chain = sshd.inside(
      `openssl req -x509 -key ${path}/privkey.pem.new -subj /CN=undone.example -days 2`,
    );
    const installed = await host.run("install-certificate", { ...input, chain, reader: null });
    expect(installed).toMatchObject({ ok: true });
    sshd.inside(`mv ${path}/fullchain.pem ${path}/fullchain.pem.new`);
    // A resume orders once more and is broken off too.
    await host.run("order-key", { ...input, names, keyType: "ec256" });
    for (const name of ["fullchain.pem", "privkey.pem"])
      expect(await host.run("restore", { run: input.run, path: `${path}/${name}` })).toMatchObject({
        ok: true,
      });
    expect(await host.run("tidy", { run: input.run })).toMatchObject({ ok: true });
    expect(sshd.inside(`ls -A /etc/homeport/tls | grep -x undone.example || echo gone`)).toBe(
      "gone\n",
    );
  });

  test("whose journal was torn by a crash keeps the notes around the tear", async () => {
    const entry = { step: "one", event: "started", hash: "" } as const;
    expect(await host.run("note", { run: "real-3", entry })).toMatchObject({ ok: true });
    sshd.inside("printf 'done one ab' >> /var/lib/homeport/runs/real-3/journal");
    expect(
      await host.run("note", { run: "real-3", entry: { ...entry, step: "two" } }),
    ).toMatchObject({ ok: true });
    expect(await host.run("read-notes", { run: "real-3" })).toEqual({
      ok: true,
      value: { notes: [entry, { ...entry, step: "two" }] },
    });
  });

  test("gets its temporary files of a crash taken away, and nobody else's", async () => {
    expect(await write("/srv/tidy/file", "x")).toMatchObject({ ok: true });
    sshd.inside(
      "echo half > /srv/tidy/.homeport-0123456789abcdef.new; echo theirs > /srv/tidy/theirs.new",
    );
    sshd.inside(
      "printf '%s\\n' /srv/tidy/.homeport-0123456789abcdef.new /srv/tidy/theirs.new >> /var/lib/homeport/runs/real-1/temporary",
    );
    expect(await host.run("tidy", { run: "real-1" })).toMatchObject({ ok: true });
    expect(sshd.inside("ls -A /srv/tidy")).toBe("file\ntheirs.new\n");
  });

  test("keeps a private key to root alone and out of its answers", async () => {
    const made = await host.run("order-key", {
      run: "real-4",
      path: "/etc/homeport/tls/quiet.example",
      names: ["quiet.example"],
      keyType: "ec256",
    });
    expect(JSON.stringify(made)).not.toContain("PRIVATE");
    expect(sshd.inside("stat -c '%a %U' /etc/homeport/tls/quiet.example/privkey.pem.new")).toBe(
      "600 root\n",
    );
  });

  test("whose port 80 is taken names the program that has it", async (context) => {
    if (!world.hasPort80) return context.skip("something else has port 80 here");
    const server = createServer().listen(80, "127.0.0.1");
    await once(server, "listening");
    const input = { run: "real-5", by: "responder", token: "t" } as const;
    const started = await host.run("challenge-start", { ...input, keyAuthorization: "t.k" });
    server.close();
    expect(started).toMatchObject({ ok: false, error: { code: "port-taken", data: { port: 80 } } });
    expect(started.ok ? "" : started.error.data["process"]).toMatch(/^\S+$/);
  });
});
