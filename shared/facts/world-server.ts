import type {
  HostSeen,
  InstallKind,
  ListenerSeen,
  ProxySeen,
  SynapseListener,
  SynapseSeen,
  UnitSeen,
} from "./host-seen.ts";
import { readEndpointKey } from "./world-keys.ts";
import type { World, WorldControl, WorldServer } from "./world-types.ts";

const NO_SERVER: WorldServer = {
  name: "",
  version: null,
  install: "none",
  addresses: [],
  listeners: [],
  proxy: "none",
  users: false,
};
/** Installs from packages that read `/etc/matrix-synapse` (matrix-federation.md section 2.5). */
const PACKAGED: ReadonlySet<InstallKind> = new Set<InstallKind>(["debian", "matrix.org"]);

/**
 * The world with a server of its own: one whose file says nothing of a server is about the name that
 * was asked for, with the defaults of `cli.md` (no addresses, so its homeserver answers everywhere).
 */
export function withServer(world: World, name: string): World {
  return world.server === null ? { ...world, server: { ...NO_SERVER, name } } : world;
}

/** What is under whose hands in a world; of the planner's form. */
export function controlOf(world: World): WorldControl {
  return world.control;
}

/** The host of a world as a login would have seen it, as far as the world tells. */
export function hostOf(world: World): HostSeen {
  const server = world.server ?? NO_SERVER;
  return {
    hostKey: null,
    os: null,
    init: PACKAGED.has(server.install) ? "systemd" : null,
    user: null,
    sudo: null,
    synapse: synapseOf(server),
    proxy: proxyOf(server),
    addresses: server.addresses,
    ipv6: true,
    ports: listening(world, server),
    renewers: [],
    firewall: null,
    clockAhead: null,
    freeBytes: null,
    packageLock: false,
    python3: true,
    openssl: true,
    ownCertificates: {},
    files: {},
  };
}

function synapseOf(server: WorldServer): SynapseSeen | null {
  if (server.install === "none" && server.version === null && server.listeners.length === 0)
    return null;
  const packaged = PACKAGED.has(server.install);
  const sighup = knowsSighup(server.version);
  const canReload = sighup && server.install === "matrix.org";
  return {
    version: server.version,
    install: server.install,
    configFiles: packaged ? ["/etc/matrix-synapse/homeserver.yaml"] : [],
    confDir: packaged ? "/etc/matrix-synapse/conf.d" : null,
    serverName: server.name,
    debconfName: null,
    users: server.users,
    listeners: server.listeners.map(listenerOf),
    tlsCertificatePath: null,
    tlsPrivateKeyPath: null,
    publicBaseUrl: null,
    runsAs: "matrix-synapse",
    unit: packaged ? unit("matrix-synapse.service", canReload) : null,
    reload: canReload ? "systemctl-reload" : sighup ? "sighup" : "restart",
    database: null,
    dataDir: packaged ? "/var/lib/matrix-synapse" : null,
    configProblem: null,
  };
}

/** SIGHUP reloads certificates from 0.99.0 on (matrix-federation.md section 2.4); an unknown version is taken for a present one. */
function knowsSighup(version: string | null): boolean {
  const parts = /^v?(\d+)\.(\d+)/.exec(version ?? "1.0");
  return Number(parts?.[1] ?? 1) > 0 || Number(parts?.[2] ?? 0) >= 99;
}

function listenerOf(listener: { readonly port: number; readonly tls: boolean }): SynapseListener {
  return {
    port: listener.port,
    tls: listener.tls,
    type: "http",
    bindAddresses: [],
    xForwarded: false,
    resources: ["client", "federation"],
  };
}

function unit(name: string, canReload: boolean): UnitSeen {
  return { name, active: "active", enabled: true, canReload, conditionMet: true };
}

function proxyOf(server: WorldServer): ProxySeen | null {
  if (server.proxy === "none") return null;
  const nginx = server.proxy === "nginx";
  return {
    kind: server.proxy,
    version: null,
    active: true,
    confDir: nginx ? "/etc/nginx/conf.d" : null,
    serves: [],
    defaultServers: [],
    unit: nginx ? unit("nginx.service", true) : null,
  };
}

/** Synapse's own listeners, and the ports of the server's addresses that are open in the world. */
function listening(world: World, server: WorldServer): readonly ListenerSeen[] {
  const synapse = server.listeners.map((listener): ListenerSeen => ({
    address: "::",
    port: listener.port,
    process: "python3",
  }));
  const others = Object.entries(world.endpoints).flatMap(([key, endpoint]): ListenerSeen[] => {
    const place = readEndpointKey(key);
    if (
      place === null ||
      !endpoint.open ||
      endpoint.silent ||
      !server.addresses.includes(place.address)
    )
      return [];
    if (synapse.some((each) => each.port === place.port)) return [];
    return [
      {
        address: place.address,
        port: place.port,
        process: server.proxy === "none" ? null : server.proxy,
      },
    ];
  });
  return [...synapse, ...others];
}
