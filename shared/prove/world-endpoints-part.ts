import type { CertificateJson, EndpointJson, WorldJson } from "../facts/world-schema.ts";
import type { Choice } from "./dimensions.ts";
import {
  ADDRESSES,
  delegatedOfChoice,
  hostOfChoice,
  ownAddressesOfChoice,
  servingPortsOfChoice,
} from "./world-places.ts";

type EndpointsJson = NonNullable<WorldJson["endpoints"]>;

const OTHERS_CERTIFICATE: CertificateJson = { names: ["shop.example.net"] };

/** `endpoints` of a modelled world. */
export function endpointsOfChoice(choice: Choice): EndpointsJson {
  const stranger: EndpointJson = {
    certificate: { names: ["elsewhere.example.org"] },
    serverName: "elsewhere.example.org",
  };
  const own = ownAddressesOfChoice(choice).flatMap((address) => ownEndpoints(choice, address));
  return Object.fromEntries([
    ...own,
    [keyOf(ADDRESSES.stranger4, 8448), stranger],
    ...(choice.points === "cdn" ? [[keyOf(ADDRESSES.cdn4, 8448), { silent: true }] as const] : []),
  ]);
}

/** `server.listeners` of a modelled world: Synapse ends TLS itself where there is no proxy. */
export function listenersOfChoice(choice: Choice): readonly { port: number; tls: boolean }[] {
  const tls = choice.proxy === "none" ? servingPortsOfChoice(choice) : [];
  return [...tls.map((port) => ({ port, tls: true })), { port: 8008, tls: false }];
}

function keyOf(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function ownEndpoints(
  choice: Choice,
  address: string,
): readonly (readonly [string, EndpointJson])[] {
  const mute = choice.points === "here-v6-mute" && address === ADDRESSES.own6;
  if (mute)
    return [443, 8000, 8443, 8448].map((port) => [keyOf(address, port), { silent: true }] as const);
  return servicesOf(choice).map(([port, endpoint]) => [keyOf(address, port), endpoint] as const);
}

function servicesOf(choice: Choice): readonly (readonly [number, EndpointJson])[] {
  switch (choice.service) {
    case "nothing":
      return [];
    case "8448-plain":
      return [[8448, { open: true }]];
    case "8448-mute":
    case "8448-can-be-let-through":
      return [[8448, { silent: true }]];
    case "443-of-others":
      return [[443, { certificate: OTHERS_CERTIFICATE, serverName: null }]];
    case "8448-of-others":
      return [[8448, { certificate: OTHERS_CERTIFICATE, serverName: "shop.example.net" }]];
    case "8448":
    case "443":
    case "8000":
    case "8448-and-443":
      return servingPortsOfChoice(choice).map((port) => [port, homeserver(choice)] as const);
  }
}

function homeserver(choice: Choice): EndpointJson {
  const certificate = { names: [...namesOf(choice)], ...faultOf(choice) };
  if (choice.tls === "both") return { certificate };
  return { certificate, tls: choice.tls === "1.3-only" ? "1.3" : "1.2" };
}

function namesOf(choice: Choice): readonly string[] {
  const host = hostOfChoice(choice);
  const delegated = delegatedOfChoice(choice);
  switch (choice.certificateNames) {
    case "name":
      return [host];
    case "delegated":
      return [delegated];
    case "both":
      return [host, delegated];
    case "wildcard":
      return [`*.${host}`];
    case "other":
      return ["shop.example.net"];
  }
}

function faultOf(choice: Choice): Omit<CertificateJson, "names"> {
  switch (choice.certificateFault) {
    case "none":
      return {};
    case "self-signed":
    case "staging":
    case "private":
      return { issuer: choice.certificateFault };
    case "incomplete":
      return { complete: false };
    case "expired":
      return { notAfter: "2026-10-01T00:00:00Z" };
    case "not-yet":
      return { notBefore: "2027-01-01T00:00:00Z" };
    case "cn-only":
      return { cnOnly: true };
  }
}
