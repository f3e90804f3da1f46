import { createHmac, timingSafeEqual } from "node:crypto";

/** One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHost {
  readonly marker: "revoked" | "cert-authority" | null;
  readonly hosts: string;
  readonly type: string;
  /** Base64 of the key. */
  readonly key: string;
  readonly file: string;
  readonly line: number;
}

/** What the known hosts say about a key that a host showed. */
export type HostKeyVerdict =
  | { readonly kind: "known" }
  | { readonly kind: "changed"; readonly known: KnownHost }
  | { readonly kind: "revoked"; readonly known: KnownHost }
  /** `authority`: a `@cert-authority` line names the host; host certificates are not read. */
  | { readonly kind: "unknown"; readonly authority: boolean };

const MAX_LINE = 8192;
const MARKERS = ["revoked", "cert-authority"] as const;

/** Reads a known_hosts file; lines that are none are left out. */
export function parseKnownHosts(text: string, file: string): readonly KnownHost[] {
  return text.split("\n").flatMap((raw, index): readonly KnownHost[] => {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.length > MAX_LINE) return [];
    const parts =
      /^(?:@(revoked|cert-authority)\s+)?([^@\s]\S*)\s+([a-z0-9@.-]+)\s+(AAAA[A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(
        line,
      );
    if (!parts) return [];
    const marker = MARKERS.find((each) => each === parts[1]) ?? null;
    return [
      {
        marker,
        hosts: parts[2] ?? "",
        type: parts[3] ?? "",
        key: parts[4] ?? "",
        file,
        line: index + 1,
      },
    ];
  });
}

/** The name under which a host stands in known_hosts: bare for port 22, else `[host]:port`. */
export function knownHostName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** Tells whether a line is for a host; `name` is what `knownHostName` gives. */
export function matchesHost(known: KnownHost, name: string): boolean {
  if (known.hosts.startsWith("|")) return matchesHashed(known.hosts, name);
  const patterns = known.hosts.toLowerCase().split(",");
  const isMatch = (pattern: string) => globMatches(pattern, name);
  if (patterns.some((each) => each.startsWith("!") && isMatch(each.slice(1)))) return false;
  return patterns.some((each) => !each.startsWith("!") && isMatch(each));
}

/** Judges the key that HOST:PORT showed. A key known for the host without its port is known (ssh does the same). */
export function judgeHostKey(
  all: readonly KnownHost[],
  host: string,
  port: number,
  type: string,
  key: string,
): HostKeyVerdict {
  const own = all.filter((each) => matchesHost(each, knownHostName(host, port)));
  const portless =
    port === 22 ? [] : all.filter((each) => matchesHost(each, knownHostName(host, 22)));
  const revoked = [...own, ...portless].find(
    (each) => each.marker === "revoked" && each.key === key,
  );
  if (revoked) return { kind: "revoked", known: revoked };
  const plain = own.filter((each) => each.marker === null);
  const isSame = (each: KnownHost) =>
    each.marker === null && each.type === type && each.key === key;
  if ([...plain, ...portless].some(isSame)) return { kind: "known" };
  // Another type than the known one is no smaller a change: an attacker would choose it.
  const other = plain.find((each) => each.type === type) ?? plain[0];
  if (other) return { kind: "changed", known: other };
  return { kind: "unknown", authority: own.some((each) => each.marker === "cert-authority") };
}

/** Types of the keys that are known for a host, to be asked for first. */
export function knownTypes(
  all: readonly KnownHost[],
  host: string,
  port: number,
): readonly string[] {
  const names = [knownHostName(host, port), knownHostName(host, 22)];
  const own = all.filter(
    (each) => each.marker === null && names.some((name) => matchesHost(each, name)),
  );
  return [...new Set(own.map((each) => each.type))];
}

/** A line that says so much for a host, with its line end. */
export function knownHostLine(host: string, port: number, type: string, key: string): string {
  return `${knownHostName(host, port)} ${type} ${key}\n`;
}

/** `|1|SALT|HASH`, HASH being HMAC-SHA1 of the name with SALT as its key. */
function matchesHashed(hosts: string, name: string): boolean {
  const parts = /^\|1\|([A-Za-z0-9+/=]+)\|([A-Za-z0-9+/=]+)$/.exec(hosts);
  if (!parts) return false;
  const hash = createHmac("sha1", Buffer.from(parts[1] ?? "", "base64"))
    .update(name)
    .digest();
  const given = Buffer.from(parts[2] ?? "", "base64");
  return given.length === hash.length && timingSafeEqual(given, hash);
}

/** `*` and `?` as in ssh_config(5), PATTERNS; without a regular expression, which a long pattern could slow down. */
function globMatches(pattern: string, text: string): boolean {
  let reached = new Set([0]);
  for (const sign of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (sign === "*") for (let to = at; to <= text.length; to += 1) next.add(to);
      else if (at < text.length && (sign === "?" || sign === text[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(text.length);
}
