import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createHosts } from "../../electron/adapters/ssh-hosts.ts";
import { plainLogin } from "../../electron/adapters/ssh-login.ts";
import { shellCommand } from "../../shared/render/shell-quote.ts";
import type { HostThing, HostWorld } from "./host-world.ts";
import { OPS_PASSWORD, type Sshd } from "./sshd.ts";

/** A real sshd with a file system of its own; `user` logs in by key and becomes root as it can. */
export async function openSshdWorld(sshd: Sshd, user: string): Promise<HostWorld> {
  const password = join(sshd.folder, "password");
  writeFileSync(password, `${OPS_PASSWORD}\n`, { mode: 0o600 });
  const login = {
    ...plainLogin({ host: "127.0.0.1", user, port: sshd.port }),
    identities: [sshd.identity],
    agent: "none",
    sshConfig: "none",
    hostKeyPin: sshd.hostKey,
    sudoPasswordFile: password,
  };
  const hosts = createHosts({
    host: login,
    web: null,
    stateFolder: sshd.folder,
    home: sshd.folder,
  });
  return {
    connect: async () => {
      const connected = await hosts.connect("host");
      if (!connected.ok) throw new Error(JSON.stringify(connected.error));
      return connected.value;
    },
    put: async (path, thing) => put(sshd, path, thing),
    cut: async () => sshd.cut(),
    hasPort80: await isFree(80),
    close: () => sshd.stop(),
  };
}

function put(sshd: Sshd, path: string, thing: HostThing): void {
  const make = {
    file: 'cat > "$1"; chmod "$3" "$1"',
    folder: 'mkdir -p "$1"; chmod "$3" "$1"',
    link: 'ln -s "$4" "$1"',
  }[thing.kind];
  const script = `umask 022; mkdir -p "$(dirname "$1")"; ${make}; chown -h "$2" "$1"`;
  const mode = thing.kind === "link" ? "" : thing.mode;
  const words = [path, thing.owner, mode, thing.kind === "link" ? thing.to : ""];
  sshd.inside(
    shellCommand(["sh", "-ec", script, "put", ...words]),
    thing.kind === "file" ? thing.content : "",
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", () => resolve(true));
  });
}
