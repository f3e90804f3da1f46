import type { SynapseListener } from "../facts/host-seen.ts";
import type { CertificateSeen } from "../facts/observation.ts";
import { endpointKey } from "../facts/world-keys.ts";
import type { WorldEndpoint } from "../facts/world-types.ts";
import type { FileToWrite } from "../plan/plan.ts";
import type { ProofState } from "./state.ts";

/** The certificate folder that a configuration names; null where it names none. */
export function folderNamed(content: string): string | null {
  return /(\/etc\/homeport\/tls\/[^/"\s;]+)\/fullchain\.pem/.exec(content)?.[1] ?? null;
}

/**
 * The state after Synapse has read its configuration again. Its list of listeners is replaced whole,
 * one certificate is served on all of its TLS ports, and it does not start at all where the file that
 * it is told to read is missing (matrix-federation.md sections 2.1 and 2.2).
 */
export function withSynapseRead(state: ProofState): ProofState {
  const { server } = state.world;
  const file = Object.values(state.files).findLast(isConfig);
  if (server === null || file === undefined) return state;
  const folder = folderNamed(file.content);
  const certificate = folder === null ? null : (state.disk[folder] ?? null);
  const starts = folder === null || certificate !== null;
  const opens = starts ? file.opens : [];
  const endpoints = Object.fromEntries(
    Object.entries(state.world.endpoints).filter(([key]) => !closes(state, opens, key)),
  );
  for (const listener of opens) {
    for (const address of server.addresses) {
      const key = endpointKey(address, listener.port);
      const made = answering(state, listener, state.world.endpoints[key], certificate);
      if (made !== null) endpoints[key] = made;
    }
  }
  const listeners = opens.map(({ port, tls }) => ({ port, tls }));
  return { ...state, world: { ...state.world, endpoints, server: { ...server, listeners } } };
}

function isConfig(file: FileToWrite): file is FileToWrite & { readonly what: "synapse-config" } {
  return file.what === "synapse-config";
}

/** A TLS port of Synapse's own that it no longer listens on. */
function closes(state: ProofState, opens: readonly SynapseListener[], key: string): boolean {
  const own = (state.world.server?.listeners ?? []).filter((each) => each.tls);
  const left = own.filter((each) => !opens.some((other) => other.tls && other.port === each.port));
  return left.some((each) =>
    (state.world.server?.addresses ?? []).some(
      (address) => endpointKey(address, each.port) === key,
    ),
  );
}

/** What answers at a listener's port; null where nothing changes there. */
function answering(
  state: ProofState,
  listener: SynapseListener,
  present: WorldEndpoint | undefined,
  certificate: CertificateSeen | null,
): WorldEndpoint | null {
  const own = (state.world.server?.listeners ?? []).some(
    (each) => each.port === listener.port && each.tls,
  );
  const served = certificate ?? present?.certificate ?? keptElsewhere(state);
  if (!listener.tls || isLocal(listener.bindAddresses) || served === null) return null;
  if (present?.silent === true) return null;
  const taken = present?.open === true && !own && present.certificate !== null;
  const privileged = listener.port < 1024 && !own;
  if (taken || privileged) return null;
  return { open: true, silent: false, tls: present?.tls ?? ["1.2", "1.3"], certificate: served };
}

/** A file that names no certificate leaves the one that Synapse serves on its other TLS ports. */
function keptElsewhere(state: ProofState): CertificateSeen | null {
  const { server, endpoints } = state.world;
  const ports = (server?.listeners ?? []).filter((each) => each.tls).map((each) => each.port);
  const keys = ports.flatMap((port) =>
    (server?.addresses ?? []).map((address) => endpointKey(address, port)),
  );
  return (
    keys.map((key) => endpoints[key]?.certificate ?? null).find((each) => each !== null) ?? null
  );
}

function isLocal(addresses: readonly string[]): boolean {
  return addresses.length > 0 && addresses.every((each) => /^(::1|127\.|localhost)/.test(each));
}
