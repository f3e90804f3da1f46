/**
 * Scripts for a page of Chromium that make it what a window of Electron is to its page: the preload runs
 * in a JavaScript world of its own, and only what it exposes crosses, as functions and plain data.
 */

/** Name of the world that the preload runs in. */
export const PRELOAD_WORLD = "double-preload";
/** The door from that world to the main process. */
export const DOOR = "__doubleInvoke";

/** For the page's own world: builds what the preload exposes, frozen, and nothing more. */
export const PAGE_SCRIPT = `(() => {
  if (window !== top) return;
  const results = new Map(), callbacks = new Map();
  let count = 0, answer = null;
  const give = (packed) => {
    if (packed && packed.promise !== undefined) return new Promise((resolve, reject) => results.set(packed.promise, { resolve, reject }));
    if (packed && packed.fn !== undefined) return () => give(ask({ fn: packed.fn, args: [] }));
    return packed ? packed.value : undefined;
  };
  const ask = (call) => {
    answer = null;
    document.dispatchEvent(new CustomEvent("double:call", { detail: JSON.stringify(call) }));
    const got = answer;
    if (got && got.error !== undefined) throw new Error(got.error);
    return got;
  };
  const pack = (value) => {
    if (typeof value !== "function") return { value };
    const id = ++count;
    callbacks.set(id, value);
    return { fn: id };
  };
  document.addEventListener("double:result", ({ detail }) => { answer = JSON.parse(detail); });
  document.addEventListener("double:settled", ({ detail }) => {
    const { promise, value, error } = JSON.parse(detail);
    const { resolve, reject } = results.get(promise);
    results.delete(promise);
    if (error === undefined) resolve(value); else reject(new Error(error));
  });
  document.addEventListener("double:callback", ({ detail }) => {
    const { fn, args } = JSON.parse(detail);
    callbacks.get(fn)(...args);
  });
  document.addEventListener("double:expose", ({ detail }) => {
    const { name, keys } = JSON.parse(detail);
    if (Object.hasOwn(window, name)) return;
    const api = Object.fromEntries(keys.map((key) => [key, (...args) => give(ask({ key, args: args.map(pack) }))]));
    Object.defineProperty(window, name, { value: Object.freeze(api) });
  });
  document.dispatchEvent(new CustomEvent("double:hello"));
})();`;

/** For the preload's world: \`require("electron")\` with the two parts a sandboxed preload uses here, then the built preload. */
export function preloadScript(preload: string): string {
  return `(() => {
  if (window !== top) return;
  const strict = (name, object) => new Proxy(object, { get: (target, key) => {
    if (!(key in target)) throw new Error("the double of Electron does not know " + name + "." + String(key));
    return target[key];
  } });
  const calls = new Map(), listeners = new Map(), removers = new Map();
  let count = 0, exposed = null;
  const send = (type, detail) => document.dispatchEvent(new CustomEvent(type, { detail: JSON.stringify(detail) }));
  const ipcRenderer = strict("ipcRenderer", {
    invoke: (channel, ...args) => new Promise((resolve) => {
      const id = ++count;
      calls.set(id, resolve);
      window.${DOOR}(JSON.stringify({ id, channel, args }));
    }),
    on: (channel, listener) => { listeners.set(listener, channel); },
    removeListener: (_channel, listener) => { listeners.delete(listener); },
  });
  const tellPage = () => { if (exposed) send("double:expose", { name: exposed.name, keys: Object.keys(exposed.api) }); };
  const contextBridge = strict("contextBridge", {
    exposeInMainWorld: (name, api) => { exposed = { name, api }; tellPage(); },
  });
  const unpack = (packed) => packed.fn === undefined ? packed.value : (...args) => send("double:callback", { fn: packed.fn, args });
  document.addEventListener("double:hello", tellPage);
  document.addEventListener("double:call", ({ detail }) => {
    const { key, fn, args } = JSON.parse(detail);
    try {
      const value = fn === undefined ? exposed.api[key](...args.map(unpack)) : removers.get(fn)();
      if (value instanceof Promise) {
        const promise = ++count;
        value.then((done) => send("double:settled", { promise, value: done }), (error) => send("double:settled", { promise, error: error.message }));
        return send("double:result", { promise });
      }
      if (typeof value === "function") {
        const id = ++count;
        removers.set(id, value);
        return send("double:result", { fn: id });
      }
      send("double:result", { value });
    } catch (error) { send("double:result", { error: error.message }); }
  });
  window.__double = {
    settle: (id, value) => { const give = calls.get(id); calls.delete(id); give(value); },
    deliver: (channel, value) => { for (const [listener, of] of [...listeners]) if (of === channel) listener({}, value); },
  };
  const require = (name) => {
    if (name !== "electron") throw new Error("a sandboxed preload cannot load " + name);
    return strict("electron", { contextBridge, ipcRenderer });
  };
  const module = { exports: {} };
  (function (require, module, exports) {
${preload}
  })(require, module, module.exports);
})();`;
}
