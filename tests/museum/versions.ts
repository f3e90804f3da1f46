import type { Era } from "../../shared/domain/era.ts";

/** A Synapse of the museum. */
export interface Exhibit {
  readonly version: string;
  /** The era that the model predicts it by. */
  readonly era: Era;
  /** The CPythons that it runs on: the least minor version of 3, and the most, where there is one. */
  readonly python: { readonly atLeast: number; readonly atMost?: number };
  /** Last part of its client address: the address names the version in every log. */
  readonly host: number;
}

/** The four of 2019 and today's; their frozen packages are in `requirements/`. */
export const exhibits: readonly Exhibit[] = [
  { version: "0.34.1.1", era: "0.34", python: { atLeast: 7, atMost: 7 }, host: 21 },
  { version: "0.99.0", era: "0.99", python: { atLeast: 7, atMost: 7 }, host: 22 },
  { version: "0.99.5.2", era: "0.99", python: { atLeast: 7, atMost: 7 }, host: 23 },
  { version: "1.0.0", era: "1.0", python: { atLeast: 7, atMost: 7 }, host: 24 },
  { version: "1.163.2", era: "1.93", python: { atLeast: 10, atMost: 13 }, host: 25 },
];

/** A version's addresses in the museum's network. */
export function clientAddresses({ host }: Exhibit): { readonly v4: string; readonly v6: string } {
  return { v4: `198.51.100.${host}`, v6: `2001:db8:1::${host}` };
}
