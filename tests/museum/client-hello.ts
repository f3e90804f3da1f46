/**
 * Reads the SNI of a TLS ClientHello (RFC 8446 section 4.1.2, RFC 6066 section 3) from a connection's first bytes.
 * @returns the name, or null where none is sent, the record is not whole or it is no ClientHello
 */
export function readSni(bytes: Buffer): string | null {
  try {
    return bytes.readUInt8(0) === 0x16 && bytes.readUInt8(5) === 1 ? sniOf(bytes) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function sniOf(bytes: Buffer): string | null {
  // record header 5, handshake header 4, version 2, random 32
  let at = 43;
  at += 1 + bytes.readUInt8(at);
  at += 2 + bytes.readUInt16BE(at);
  at += 1 + bytes.readUInt8(at);
  const end = at + 2 + bytes.readUInt16BE(at);
  at += 2;
  while (at < end) {
    const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    if (type === 0) return nameIn(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

/** The first name of a server_name extension: list length 2, type 1, name length 2. */
function nameIn(extension: Buffer): string {
  return extension.subarray(5, 5 + extension.readUInt16BE(3)).toString("latin1");
}
