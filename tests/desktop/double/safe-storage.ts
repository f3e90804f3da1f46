import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A keychain of the double: its key lives as long as it does; `lock` makes it refuse, as a real one does. */
export function createSafeStorage(backend: string) {
  const key = randomBytes(32);
  let isLocked = false;
  const open = (): void => {
    if (isLocked) throw new Error("the keychain is locked");
  };
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text: string): Promise<Buffer> => {
      open();
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      open();
      const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
      cipher.setAuthTag(sealed.subarray(12, 28));
      const result = Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]);
      return { result: result.toString("utf8"), shouldReEncrypt: false };
    },
    lock: () => void (isLocked = true),
  };
}
