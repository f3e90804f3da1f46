import type { ZoneRecord } from "./zones.ts";

/** Where everything in a practice world is: documentation addresses (RFC 5737) and names (RFC 6761). */
export const PLACES = {
  one: "198.51.100.11",
  websiteTwo: "198.51.100.20",
  two: "198.51.100.21",
  websiteThree: "198.51.100.30",
  three: "198.51.100.31",
  peer: "198.51.100.50",
  friend: "198.51.100.51",
  ca: "198.51.100.90",
  staging: "198.51.100.91",
} as const;

/** Names of the practice CAs. */
export const CA_NAMES = {
  live: "ca.practice.example",
  staging: "staging.ca.practice.example",
} as const;

const TTL = 300;

/** The records that a practice world begins with. */
export const FIRST_RECORDS: readonly ZoneRecord[] = [
  at("one.example", PLACES.one),
  at("two.example", PLACES.websiteTwo),
  at("matrix.two.example", PLACES.two),
  at("three.example", PLACES.websiteThree),
  at("matrix.three.example", PLACES.three),
  {
    name: "_matrix._tcp.three.example",
    type: "SRV",
    ttl: 3600,
    data: { priority: 10, weight: 5, port: 8448, target: "matrix.three.example" },
  },
  at("peer.example", PLACES.peer),
  at("friend.example", PLACES.friend),
  at("matrix.friend.example", PLACES.friend),
  at(CA_NAMES.live, PLACES.ca),
  at(CA_NAMES.staging, PLACES.staging),
];

function at(name: string, data: string): ZoneRecord {
  return { name, type: "A", ttl: TTL, data };
}
