import type { Choice } from "./dimensions.ts";

/** Addresses of the modelled worlds, from the blocks for documentation (RFC 5737, RFC 3849). */
export const ADDRESSES = {
  own4: "198.51.100.7",
  own6: "2001:db8::7",
  web4: "203.0.113.80",
  web6: "2001:db8:1::80",
  cdn4: "192.0.2.44",
  stranger4: "203.0.113.99",
} as const;

/** The moment of all modelled worlds. */
export const WORLD_NOW = "2026-11-23T00:00:00Z";

const HOSTS = {
  dns: "example.com",
  "with-port": "example.com",
  idn: "xn--bcher-kva.example",
} as const;

/** Host part of the server name; IPv6 without brackets. */
export function hostOfChoice(choice: Choice): string {
  switch (choice.form) {
    case "ipv4":
      return ADDRESSES.own4;
    case "ipv6":
      return ADDRESSES.own6;
    case "dns":
    case "with-port":
    case "idn":
      return HOSTS[choice.form];
  }
}

/** The server name as it stands in user ids. */
export function serverNameOfChoice(choice: Choice): string {
  const host = hostOfChoice(choice);
  if (choice.form === "with-port") return `${host}:8000`;
  return choice.form === "ipv6" ? `[${host}]` : host;
}

/** The name that peers are delegated to. */
export function delegatedOfChoice(choice: Choice): string {
  return choice.form === "ipv4" || choice.form === "ipv6"
    ? "matrix.example.com"
    : `matrix.${hostOfChoice(choice)}`;
}

/** The machine's own addresses. */
export function ownAddressesOfChoice(choice: Choice): readonly string[] {
  const six = choice.form === "ipv6" || choice.points.startsWith("here-v6");
  return six ? [ADDRESSES.own4, ADDRESSES.own6] : [ADDRESSES.own4];
}

/** Ports at which the homeserver speaks TLS; empty where it does nowhere. */
export function servingPortsOfChoice(choice: Choice): readonly number[] {
  switch (choice.service) {
    case "8448":
      return [8448];
    case "443":
      return [443];
    case "8000":
      return [8000];
    case "8448-and-443":
      return [8448, 443];
    case "nothing":
    case "8448-plain":
    case "8448-mute":
    case "8448-can-be-let-through":
    case "443-of-others":
    case "8448-of-others":
      return [];
  }
}
