import { hostKind } from "./server-name.ts";

/**
 * One spelling for each IP address, so that addresses can be compared: IPv6 in lower case with the
 * longest run of zeros shortened (RFC 5952), without brackets. Any other text comes back in lower case.
 */
export function canonicalAddress(text: string): string {
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (!bare.includes(":")) return bare.toLowerCase();
  if (isShortened(bare) || hostKind(bare) !== "ipv6") return bare.toLowerCase();
  return shorten(groupsOf(bare));
}

const GROUPS = "(?:[1-9a-f][0-9a-f]{0,3}(?::[1-9a-f][0-9a-f]{0,3})*)?";
const SHORTENED = new RegExp(`^${GROUPS}::${GROUPS}$`);

/** One run of zeros, shortened, and no other zero: the usual address, which is in its one spelling already. */
function isShortened(text: string): boolean {
  return SHORTENED.test(text) && text.split(":").filter((group) => group !== "").length <= 6;
}

function groupsOf(text: string): readonly string[] {
  const dotted = /(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const plain = dotted
    ? `${dotted[1]}${hex(dotted[2] ?? "", dotted[3] ?? "")}:${hex(dotted[4] ?? "", dotted[5] ?? "")}`
    : text;
  const [head, tail] = plain.split("::");
  const left = (head ?? "").split(":").filter((group) => group !== "");
  const right = (tail ?? "").split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16).toString(16));
}

function hex(high: string, low: string): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}

function shorten(groups: readonly string[]): string {
  const joined = groups.join(":");
  const runs = [...joined.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)];
  const longest = runs.reduce<RegExpExecArray | null>(
    (best, run) => (best === null || zeroCount(run[0]) > zeroCount(best[0]) ? run : best),
    null,
  );
  if (longest === null) return joined;
  const before = joined.slice(0, longest.index);
  const after = joined.slice(longest.index + longest[0].length);
  return `${before}::${after.startsWith(":") ? after.slice(1) : after}`;
}

function zeroCount(run: string): number {
  return run.split("0").length - 1;
}
