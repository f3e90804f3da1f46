import type { CertificateSeen } from "../../shared/facts/observation.ts";
import {
  issue,
  makeAuthority,
  type ServerCertificate,
  type TestAuthority,
} from "../ports/network/certificates.ts";
import type { Issue } from "./stub-plan.ts";

const DAY = 86_400_000;

/** The CAs of the museum: `rootPem` is what every Synapse is told to trust. */
export interface MuseumCas {
  readonly rootPem: string;
  /** Issues what a world describes; a certificate that is described twice is made once. */
  readonly issue: Issue;
}

/** Makes a CA that all trust and one that nobody does, both with an intermediate. */
export async function makeCas(): Promise<MuseumCas> {
  const [trusted, stranger] = [await makeAuthority("Museum"), await makeAuthority("Stranger")];
  const made = new Map<string, Promise<ServerCertificate>>();
  return {
    rootPem: trusted.pem,
    issue: (seen) => {
      const key = JSON.stringify(seen);
      const found = made.get(key) ?? make(seen, seen.issuer === "public" ? trusted : stranger);
      made.set(key, found);
      return found;
    },
  };
}

function make(seen: CertificateSeen, authority: TestAuthority): Promise<ServerCertificate> {
  const inDays = (moment: number | null, usual: number): number =>
    moment === null ? usual : (moment - Date.now()) / DAY;
  return issue(authority, {
    names: seen.names,
    cnOnly: seen.cnOnly,
    selfSigned: seen.issuer === "self-signed",
    leafOnly: !seen.complete,
    fromDays: inDays(seen.notBefore, -30),
    toDays: inDays(seen.notAfter, 60),
  });
}
