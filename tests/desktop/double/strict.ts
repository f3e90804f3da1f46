/** Names that JavaScript itself asks of any object. */
const OWN = new Set<string | symbol>([
  "then",
  "toJSON",
  "constructor",
  "$$typeof",
  "asymmetricMatch",
]);

/**
 * An object of the double: what it does not have cannot be asked for, so that code which uses an API of
 * Electron's that the double does not know fails loudly instead of being tested against nothing.
 */
export function strict<T extends object>(name: string, target: T, used: Set<string>): T {
  return new Proxy(target, {
    get: (object, key, receiver) => {
      if (typeof key === "symbol" || OWN.has(key)) return Reflect.get(object, key, receiver);
      if (!(key in object)) throw new Error(`the double of Electron does not know ${name}.${key}`);
      used.add(`${name}.${key}`);
      const value: unknown = Reflect.get(object, key, object);
      // Classes keep their own `this`; methods are called on what stands behind.
      return typeof value === "function" && /^[a-z]/.test(key)
        ? (value.bind(object) as unknown)
        : value;
    },
    set: (_object, key) => {
      throw new Error(`the double of Electron lets nobody set ${name}.${String(key)}`);
    },
  });
}
