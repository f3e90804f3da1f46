import type { HostSeen, ProxySeen, SynapseSeen } from "../../../shared/facts/host-seen.ts";

/** Synapse right after Debian's package was installed: both default listeners on loopback, no name. */
export function freshSynapse(changes: Partial<SynapseSeen> = {}): SynapseSeen {
  const loopback = ["::1", "127.0.0.1"];
  const shared = {
    type: "http",
    bindAddresses: loopback,
    xForwarded: false,
    resources: ["client", "federation"],
  };
  return {
    version: "1.160.0",
    install: "debian",
    configFiles: [
      "/etc/matrix-synapse/homeserver.yaml",
      "/etc/matrix-synapse/conf.d/report_stats.yaml",
    ],
    confDir: "/etc/matrix-synapse/conf.d",
    serverName: null,
    debconfName: null,
    users: false,
    listeners: [
      { port: 8448, tls: true, ...shared },
      { port: 8008, tls: false, ...shared },
    ],
    tlsCertificatePath: "/etc/matrix-synapse/homeserver.tls.crt",
    tlsPrivateKeyPath: "/etc/matrix-synapse/homeserver.tls.key",
    publicBaseUrl: null,
    runsAs: "matrix-synapse",
    unit: {
      name: "matrix-synapse.service",
      active: "inactive",
      enabled: true,
      canReload: false,
      conditionMet: false,
    },
    reload: "sighup",
    database: "sqlite",
    dataDir: "/var/lib/matrix-synapse",
    configProblem: null,
    ...changes,
  };
}

/** Debian's nginx with its default site on port 80. */
export function debianNginx(): ProxySeen {
  return {
    kind: "nginx",
    version: "1.28.0",
    active: true,
    confDir: "/etc/nginx/conf.d",
    serves: [{ name: "_", address: null, port: 80, tls: false }],
    defaultServers: [80],
    unit: {
      name: "nginx.service",
      active: "active",
      enabled: true,
      canReload: true,
      conditionMet: true,
    },
  };
}

/** A Debian machine as a login over SSH sees it. */
export function debianHost(changes: Partial<HostSeen> = {}): HostSeen {
  return {
    hostKey: "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    os: { id: "debian", version: "14", name: "Debian GNU/Linux forky/sid" },
    init: "systemd",
    user: "root",
    sudo: "root",
    synapse: freshSynapse(),
    proxy: null,
    addresses: ["198.51.100.7", "2001:db8::7"],
    ports: [{ address: "0.0.0.0", port: 22, process: "sshd" }],
    renewers: [],
    firewall: { kind: "none", active: false },
    clockAhead: 0,
    freeBytes: 10_000_000_000,
    ipv6: true,
    packageLock: false,
    python3: true,
    openssl: true,
    ownCertificates: {},
    files: {},
    ...changes,
  };
}
