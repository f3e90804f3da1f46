import { hostKind } from "./server-name.ts";

/** RFC 1918, loopback, link-local, 100.64/10 (RFC 6598), fc00::/7; the documentation ranges are not meant. */
export function isPrivateAddress(address: string): boolean {
  if (hostKind(address) === "ipv4") {
    return /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      address,
    );
  }
  return /^(::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(address);
}
