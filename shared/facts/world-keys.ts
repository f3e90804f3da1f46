import { canonicalAddress } from "../domain/ip-address.ts";
import { hostKind } from "../domain/server-name.ts";

/** A DNS name as worlds keep it: lower case, no final dot. */
export function worldName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** The key of an endpoint in a world: `ADDRESS:PORT` with IPv6 in brackets and in one spelling. */
export function endpointKey(address: string, port: number): string {
  const plain = canonicalAddress(address);
  return plain.includes(":") ? `[${plain}]:${port}` : `${plain}:${port}`;
}

/** Reads `ADDRESS:PORT` as a world file has it; null where it is none. */
export function readEndpointKey(
  text: string,
): { readonly address: string; readonly port: number } | null {
  const parts = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text.trim());
  const address = parts?.[1] ?? parts?.[2] ?? "";
  const port = Number(parts?.[3] ?? "0");
  const kind = hostKind(address);
  if (port < 1 || port > 65_535 || kind === null || kind === "dns") return null;
  return (kind === "ipv6") === (parts?.[1] !== undefined)
    ? { address: canonicalAddress(address), port }
    : null;
}
