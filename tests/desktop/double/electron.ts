import { EventEmitter } from "node:events";
import type { BrowserContext } from "@playwright/test";
import { known } from "./known-events.ts";
import { createSafeStorage } from "./safe-storage.ts";
import type {
  Cancel,
  Handle,
  PermissionCheck,
  Serve,
  ShownBox,
  WindowOptions,
} from "./handlers.ts";
import { strict } from "./strict.ts";
import { DoubleWindow, type State } from "./windows.ts";

/** What tests see of the double. */
export interface Double {
  /** What `require("electron")` gives. */
  readonly module: object;
  readonly used: ReadonlySet<string>;
  readonly windows: readonly DoubleWindow[];
  /** Options that windows were opened with. */
  readonly options: readonly WindowOptions[];
  readonly schemes: readonly unknown[];
  readonly boxes: readonly ShownBox[];
  /** Every address that was asked for, as Electron writes it, and whether it was cancelled. */
  readonly requests: readonly { readonly url: string; readonly cancelled: boolean }[];
  readonly opened: readonly string[];
  readonly isSandboxed: boolean;
  readonly hasQuit: boolean;
  /** Boxes that say why there is no window. */
  readonly errors: readonly string[];
  /** What the application ended with by itself; null: it did not. */
  readonly exitCode: number | null;
  readonly app: EventEmitter;
  /** `sent`: all that is sent to pages, at the moment of sending. */
  readonly sent: EventEmitter;
  /** As the system asks an application to quit. */
  quit(): void;
  /** Calls the one handler of calls as any frame would. */
  callFrom(frame: object | null, method: string, input: unknown): Promise<unknown>;
}

/** Makes the double of Electron's main-process module over a browser context. */
export function createDouble(context: BrowserContext): Double {
  const state: State = {
    used: new Set(),
    windows: [],
    options: [],
    boxes: [],
    requests: [],
    opened: [],
    handlers: new Map(),
    app: new EventEmitter(),
    context,
    schemes: [],
    serve: null,
    cancel: null,
    check: null,
    isSandboxed: false,
    hasQuit: false,
    errors: [],
    exitCode: null,
    sent: new EventEmitter(),
  };
  const module = strict("electron", partsOf(state), state.used);
  return {
    module,
    used: state.used,
    windows: state.windows,
    options: state.options,
    boxes: state.boxes,
    requests: state.requests,
    opened: state.opened,
    errors: state.errors,
    app: state.app,
    sent: state.sent,
    quit: () => quit(state),
    get schemes() {
      return state.schemes;
    },
    get isSandboxed() {
      return state.isSandboxed;
    },
    get hasQuit() {
      return state.hasQuit;
    },
    get exitCode() {
      return state.exitCode;
    },
    callFrom: async (frame: object | null, method: string, input: unknown) =>
      state.handlers.get("homeport:call")?.({ senderFrame: frame }, method, input),
  };
}

function partsOf(state: State): object {
  const part = <T extends object>(name: string, object: T): T => strict(name, object, state.used);
  class BrowserWindow extends DoubleWindow {
    constructor(options: WindowOptions) {
      super(options, state);
      return strict("BrowserWindow", this, state.used);
    }
    static getAllWindows(): readonly DoubleWindow[] {
      return state.windows.map((each) => strict("BrowserWindow", each, state.used));
    }
  }
  return {
    BrowserWindow,
    app: part("app", appOf(state)),
    protocol: part("protocol", {
      registerSchemesAsPrivileged: (schemes: readonly unknown[]) => void (state.schemes = schemes),
      handle: (_scheme: string, serve: Serve) => void (state.serve = serve),
    }),
    session: part("session", { defaultSession: part("session.defaultSession", sessionOf(state)) }),
    ipcMain: part("ipcMain", {
      handle: (channel: string, handle: Handle) => void state.handlers.set(channel, handle),
    }),
    dialog: part("dialog", {
      showMessageBox: (...given: readonly unknown[]) => showBox(state, given.at(-1)),
      showErrorBox: (title: string, text: string) => void state.errors.push(`${title}\n${text}`),
    }),
    safeStorage: part("safeStorage", createSafeStorage("basic_text")),
    shell: part("shell", {
      openExternal: async (url: string) => void state.opened.push(url),
    }),
  };
}

function appOf(state: State): object {
  return {
    enableSandbox: () => void (state.isSandboxed = true),
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(),
    getLocale: () => "en-GB",
    on: (name: string, listener: (...args: unknown[]) => void) =>
      void state.app.on(known("app", name), listener),
    exit: (code: number) => void (state.exitCode = code),
    quit: () => quit(state),
  };
}

function quit(state: State): void {
  let isPrevented = false;
  state.app.emit("before-quit", { preventDefault: () => void (isPrevented = true) });
  if (!isPrevented) state.hasQuit = true;
}

function sessionOf(state: State): object {
  return {
    setPermissionRequestHandler: (_handler: unknown) => undefined,
    setPermissionCheckHandler: (check: PermissionCheck) => void (state.check = check),
    setDevicePermissionHandler: (_handler: unknown) => undefined,
    webRequest: strict(
      "session.webRequest",
      { onBeforeRequest: (cancel: Cancel) => void (state.cancel = cancel) },
      state.used,
    ),
  };
}

function showBox(state: State, given: unknown): Promise<{ readonly response: number }> {
  const options = given as Omit<ShownBox, "answer"> & {
    readonly signal: AbortSignal;
    readonly cancelId: number;
  };
  return new Promise((resolve) => {
    const answer = (response: number): void => resolve({ response });
    options.signal.addEventListener("abort", () => answer(options.cancelId), { once: true });
    state.boxes.push({ ...options, answer });
  });
}
