import { Pkcs10CertificateRequest, SubjectAlternativeNameExtension } from "@peculiar/x509";
import { AcmeError } from "./acme-faults.ts";

/** Reads a CSR (base64url of its DER), which must be signed by its key and be for just these names. Throws `AcmeError`. */
export async function readCsr(
  csr: string,
  names: readonly string[],
): Promise<Pkcs10CertificateRequest> {
  const request = parseCsr(csr);
  if (request === null || !(await request.verify())) {
    throw new AcmeError("badCSR", 400, "Error parsing certificate request");
  }
  const found = namesIn(request).toSorted().join();
  if (found !== names.toSorted().join()) {
    throw new AcmeError("badCSR", 400, `CSR is for "${found}", the order is for "${names.join()}"`);
  }
  return request;
}

function namesIn(request: Pkcs10CertificateRequest): readonly string[] {
  const alternatives = request.extensions.find(
    (each) => each instanceof SubjectAlternativeNameExtension,
  );
  const names = alternatives?.names.toJSON() ?? [];
  return names.flatMap((each) => (each.type === "dns" ? [each.value] : []));
}

function parseCsr(csr: string): Pkcs10CertificateRequest | null {
  try {
    return new Pkcs10CertificateRequest(Buffer.from(csr, "base64url"));
  } catch {
    return null;
  }
}
