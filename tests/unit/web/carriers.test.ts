import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createClient, type Client, type Transport } from "../../../shared/api/client.ts";
import type { WizardEvent } from "../../../shared/api/events.ts";
import { WEB_CARRIER } from "../../../shared/api/web-carrier.ts";
import { createCodes } from "../../../electron/web/codes.ts";
import { createEventHub } from "../../../electron/web/event-stream.ts";
import { listenOnLoopback } from "../../../electron/web/loopback-server.ts";
import { createVoice } from "../../../electron/web/say.ts";
import { createWebApp } from "../../../electron/web/server.ts";
import { readEvents } from "../../../renderer/event-stream.ts";
import { replyOf } from "../../../renderer/reply-of.ts";
import { open, value } from "./open-wizard.ts";

type Handle = (event: object, ...args: readonly unknown[]) => unknown;

/** Electron's channel between the two processes: everything is copied, nothing is shared. */
const electron = vi.hoisted(() => ({
  handlers: new Map<string, Handle>(),
  page: { url: "app://homeport/" },
  exposed: null as unknown,
  heard: null as EventEmitter | null,
}));
vi.mock("electron", () => ({
  protocol: {},
  ipcMain: {
    handle: (channel: string, handle: Handle) => void electron.handlers.set(channel, handle),
  },
  ipcRenderer: {
    invoke: async (channel: string, ...args: readonly unknown[]): Promise<unknown> => {
      const handle = electron.handlers.get(channel);
      const given: unknown = await handle?.(
        { senderFrame: electron.page },
        ...structuredClone(args),
      );
      return structuredClone(given);
    },
    on: (channel: string, listener: () => void) => void electron.heard?.on(channel, listener),
    removeListener: (channel: string, listener: () => void) =>
      void electron.heard?.removeListener(channel, listener),
  },
  contextBridge: {
    exposeInMainWorld: (_name: string, api: unknown) => void (electron.exposed = api),
  },
}));

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});

/** A wizard over practice at the other end of a carrier, and what tells its events. */
interface Carried {
  readonly transport: Transport;
  readonly tell: (event: WizardEvent) => void;
}

type Dispatch = Awaited<ReturnType<typeof open>>["wizard"]["dispatch"];

function directly(dispatch: Dispatch): Promise<Carried> {
  const events = new EventEmitter();
  const onEvent: Transport["onEvent"] = (listener) => {
    events.on("event", listener);
    return () => void events.removeListener("event", listener);
  };
  return Promise.resolve({
    transport: { call: dispatch, onEvent },
    tell: (event) => void events.emit("event", event),
  });
}

async function overHttp(dispatch: Dispatch): Promise<Carried> {
  const codes = createCodes(() => Date.now());
  const events = createEventHub();
  const server = await listenOnLoopback(
    createWebApp({
      assets: new Map(),
      dispatch,
      codes,
      events,
      voice: createVoice("en"),
      openAgain: () => Promise.resolve(false),
      command: "homeport serve",
      tellBug: (thrown) => Promise.reject(new Error("a bug was told", { cause: thrown })),
    }),
    0,
  );
  ended.push(async () => {
    events.close();
    await server.close();
  });
  const origin = `http://127.0.0.1:${server.port}`;
  const token = codes.exchange(codes.issue()) ?? "";
  const headers = {
    origin,
    "content-type": "application/json",
    authorization: `Bearer ${token}`,
  };
  return {
    transport: {
      call: async (method, input) => {
        const sent = { method: "POST", headers, body: JSON.stringify(input) };
        return replyOf(method, await fetch(origin + WEB_CARRIER.call + method, sent));
      },
      onEvent: (listener) => readEvents(origin + WEB_CARRIER.events, token, listener),
    },
    tell: (event) => events.tell(event),
  };
}

async function overIpc(dispatch: Dispatch): Promise<Carried> {
  electron.heard = new EventEmitter();
  const { carryCalls, tellWindows } = await import("../../../electron/main/ipc.ts");
  await import("../../../electron/preload/preload.ts");
  const window = {
    mainFrame: electron.page,
    isDestroyed: () => false,
    send: (channel: string, event: unknown) =>
      void electron.heard?.emit(channel, {}, structuredClone(event)),
  };
  carryCalls(dispatch, () => [window]);
  return {
    transport: electron.exposed as Transport,
    tell: (event) => tellWindows([window], event),
  };
}

describe.each([
  ["a direct call", directly],
  ["HTTP and a stream of events", overHttp],
  ["Electron's channel and its preload", overIpc],
])("the contract over %s", (_name, carry) => {
  async function begin(): Promise<Carried & { readonly client: Client }> {
    const folder = mkdtempSync(join(tmpdir(), "homeport-carriers-"));
    const { wizard } = await open(folder);
    ended.push(async () => {
      await wizard.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const carried = await carry(wizard.dispatch);
    return { ...carried, client: createClient(carried.transport) };
  }

  test("carries an answer and what it leads to", async () => {
    const { client } = await begin();
    const entered = await value(client.call("practice.enter", { journey: "b" }));
    expect(await value(client.call("wizard.state", {}))).toEqual(entered);
    expect(entered.draft.name).toBe("two.example");
    const { logins } = await value(client.call("host.suggest", {}));
    expect(logins.map(({ machine }) => machine)).toEqual(["host", "web"]);
  });

  test("carries a problem as data, and says where an input is wrong", async () => {
    const { client, transport } = await begin();
    expect(await client.call("apply.start", { digest: "0".repeat(64) })).toMatchObject({
      ok: false,
    });
    expect(await transport.call("wizard.answer", { station: "nowhere" })).toMatchObject({
      ok: false,
      problem: { code: "request-bad", data: { method: "wizard.answer", where: "station" } },
    });
  });

  test("carries text of any script unchanged", async () => {
    const { client } = await begin();
    const user = "користувач 例え עברית \u{1F98A}";
    const host = { host: "one.example", port: null, user, method: "auto", root: null } as const;
    await value(client.call("wizard.answer", { host }));
    const { draft } = await value(client.call("wizard.state", {}));
    expect(draft.host).toEqual(host);
  });

  test("carries events until nobody listens any more", async () => {
    const { client, tell } = await begin();
    const heard: string[] = [];
    const leave = client.onEvent((event) => {
      if (event.event === "observed") heard.push(event.asked);
    });
    const one = { event: "observed", name: "one.example", count: 1 } as const;
    await expect
      .poll(
        () => {
          tell({ ...one, asked: "ключ" });
          return heard[0];
        },
        { timeout: 10_000 },
      )
      .toBe("ключ");
    leave();
    const before = heard.length;
    tell({ ...one, asked: "late" });
    await value(client.call("wizard.state", {}));
    expect(heard.slice(before)).not.toContain("late");
  });
});
