import { createHostFaults, type HostFaults } from "./host-faults.ts";
import type { Machine, Unit } from "./host-machine.ts";
import { createNginxUnit } from "./host-nginx.ts";
import { createHostSockets } from "./host-sockets.ts";
import { createSynapseUnit } from "./host-synapse.ts";
import { createTree, type Tree, type TreeNode } from "./host-tree.ts";
import { seededBytes, seededKey } from "./seeded-key.ts";
import { createSshServer, openSshPem, type AskedUser } from "./ssh-server.ts";
import type { Switchboard } from "./switchboard.ts";
import { layDebian } from "./world-files.ts";
import { PRACTICE_LOGIN } from "./world-places.ts";

/** How one of a world's machines is logged in to. Names and ports are the world's; lookups and connect-to lead there. */
export interface PracticeLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Private key as text; nothing of it is on a disk. */
  readonly identity: string;
  /** `SHA256:…` of the host key. */
  readonly hostKey: string;
}

/** A machine of a world with its SSH server. */
export interface PracticeHost {
  readonly login: PracticeLogin;
  readonly machine: Machine;
  readonly faults: HostFaults;
  /** Ends every SSH session at once. */
  cut(): void;
  /** Stops its services and its SSH server. */
  stop(): Promise<void>;
  /** Units that run now, to start again in a saved world. */
  running(): readonly string[];
}

/** What a machine is at first. `lay` fills its files; a saved machine brings its own. */
export interface HostRecipe {
  readonly name: string;
  readonly address: string;
  readonly services: readonly ("nginx" | "synapse")[];
  readonly lay: (tree: Tree) => void;
  /** Units that run when the world begins. */
  readonly running: readonly string[];
}

/** A machine as it was left. */
export interface SavedHost {
  readonly files: { readonly [path: string]: TreeNode };
  readonly running: readonly string[];
}

/** Ports that a practice host can be reached at from outside. */
export const HOST_PORTS = [22, 80, 443, 8008, 8448] as const;

const USER = PRACTICE_LOGIN.user;
/** Becomes root by sudo without a password. */
const SUDOER = "admin";

/** Builds a machine, starts what runs on it and its SSH server; `after` is told of each operation before its answer. */
export async function startHost(
  seed: string,
  board: Switchboard,
  recipe: HostRecipe,
  saved: SavedHost | null,
  after: () => void = () => {},
  asked: AskedUser | null = null,
): Promise<PracticeHost> {
  const tree = createTree(saved?.files);
  if (saved === null) {
    layDebian(tree);
    recipe.lay(tree);
  }
  const sockets = createHostSockets(recipe.address, board);
  const units = new Map<string, Unit>();
  if (recipe.services.includes("nginx"))
    units.set("nginx.service", createNginxUnit({ tree, sockets }, 700));
  if (recipe.services.includes("synapse")) {
    const signingSeed = seededBytes(seed, `${recipe.name} signing key`);
    units.set(
      "matrix-synapse.service",
      createSynapseUnit({ tree, sockets, signingSeed, firstPid: 1200 }),
    );
  }
  const machine: Machine = { name: recipe.name, address: recipe.address, tree, sockets, units };
  for (const name of saved?.running ?? recipe.running) await units.get(name)?.start();
  const faults = createHostFaults();
  const [hostKey, userKey] = await Promise.all([
    seededKey(seed, `${recipe.name} host key`),
    seededKey(seed, "login"),
  ]);
  const ssh = createSshServer({
    machine,
    faults,
    hostKey,
    userKey,
    users: [USER, SUDOER],
    asked,
    after,
  });
  await sockets.open({ port: 22, bind: "everywhere", process: "sshd", pid: 500 }, ssh.server);
  return {
    machine,
    faults,
    cut: () => ssh.cut(),
    stop: async () => {
      await Promise.all(sockets.list().map(({ port }) => sockets.close(port)));
    },
    running: () =>
      [...units].filter(([, unit]) => unit.state().active !== "inactive").map(([name]) => name),
    login: {
      host: recipe.name,
      ...PRACTICE_LOGIN,
      identity: openSshPem(userKey),
      hostKey: ssh.fingerprint,
    },
  };
}
