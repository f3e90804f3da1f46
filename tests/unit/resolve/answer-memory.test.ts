import { expect, test } from "vitest";
import { queryKey, type Query } from "../../../shared/facts/observation.ts";
import { answerMemory } from "../../../shared/resolve/answer-memory.ts";

const endpoint = {
  ask: "endpoint",
  address: "192.0.2.7",
  port: 8448,
  sni: "example.com",
  hostHeader: "example.com",
} as const;

const QUERIES: readonly Query[] = [
  { ask: "addresses", host: "example.com" },
  { ask: "addresses", host: "Example.COM" },
  { ask: "addresses", host: "matrix.example.com" },
  { ask: "caa", name: "example.com" },
  { ask: "caa", name: "EXAMPLE.com" },
  { ask: "srv", service: "_matrix._tcp", name: "example.com" },
  { ask: "srv", service: "_matrix._tcp", name: "Example.com" },
  { ask: "srv", service: "_matrix-fed._tcp", name: "example.com" },
  { ask: "well-known", host: "example.com", file: "server" },
  { ask: "well-known", host: "example.com", file: "client" },
  { ask: "well-known", host: "Example.com", file: "client" },
  endpoint,
  { ...endpoint, address: "192.0.2.8" },
  { ...endpoint, port: 443 },
  { ...endpoint, sni: null },
  { ...endpoint, sni: "matrix.example.com" },
  { ...endpoint, hostHeader: "example.com:8448" },
];

test.each(QUERIES.map((query) => [queryKey(query), query] as const))(
  "an answer to %s is given to the same question and to no other",
  (key, kept) => {
    const memory = answerMemory();
    memory.keep(kept, { kind: "untold" });
    const answered = QUERIES.filter((query) => memory.of(query) !== undefined);
    expect(answered).toEqual(QUERIES.filter((query) => queryKey(query) === key));
  },
);
