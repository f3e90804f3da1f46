import { expect } from "vitest";
import { createClient, type Client } from "../../../shared/api/client.ts";
import type { WizardEvent } from "../../../shared/api/events.ts";
import type { ApplyState, PreflightRow } from "../../../shared/api/wizard-views.ts";
import { LETS_ENCRYPT } from "../../../electron/engine/lets-encrypt.ts";
import { openWizard, type Wizard } from "../../../electron/engine/wizard.ts";
import type { WizardPorts } from "../../../electron/engine/wizard-ports.ts";
import { createWizardPorts } from "../../../electron/web/wizard-outside.ts";

/** An open wizard, what it told, and what was thrown in it. */
export interface Opened {
  readonly wizard: Wizard;
  readonly client: Client;
  readonly events: WizardEvent[];
  readonly bugs: unknown[];
  /** Addresses that were opened in a browser. */
  readonly links: readonly string[];
}

/** The wizard by a direct call, over the practice world. */
export async function open(
  folder: string,
  approve: WizardPorts["approve"] = async (_request, { shown }) => {
    shown("dialog");
    return true;
  },
  practiceOnly = true,
  vault: WizardPorts["vault"] = null,
): Promise<Opened> {
  const events: WizardEvent[] = [];
  const bugs: unknown[] = [];
  const links: string[] = [];
  const stop = new AbortController();
  const acme = {
    directory: LETS_ENCRYPT.live,
    staging: null,
    profile: null,
    keyType: "ec256",
    email: null,
  } as const;
  const none = { caPems: [], dnsServers: [], connectTo: [] };
  const ports = createWizardPorts(
    { ...none, stateFolder: folder, stop: stop.signal, acme, remember: {} },
    {
      approve,
      emit: (event) => void events.push(event),
      tellBug: async (thrown) => void bugs.push(thrown),
      practiceOnly,
      vault,
      mode: "direct",
      electron: null,
      secrets: { kept: "memory", backend: null },
      openUrl: async (url) => links.push(url) > 0,
    },
  );
  const opened = await openWizard(ports);
  if (!opened.ok) throw new Error(opened.error.code);
  const { dispatch } = opened.value;
  const client = createClient({ call: dispatch, onEvent: () => () => undefined });
  return { wizard: opened.value, client, events, bugs, links };
}

/** The value of a reply that must be one. */
export async function value<T>(
  reply: Promise<{ ok: true; value: T } | { ok: false; problem: object }>,
): Promise<T> {
  const given = await reply;
  if (!given.ok) throw new Error(JSON.stringify(given.problem));
  return given.value;
}

/** Signs in to the machines that practice suggests, taking their keys. */
export async function signIn(
  { client }: Opened,
  machines: readonly string[] = ["host", "web"],
): Promise<void> {
  const { logins } = await value(client.call("host.suggest", {}));
  for (const login of logins.filter(({ machine }) => machines.includes(machine))) {
    const input = { ...login, key: null, passphrase: null, password: null, sudoPassword: null };
    const first = await value(client.call("host.connect", input));
    if (first.kind === "connected") continue;
    const { host, port, fingerprint } = first;
    await value(client.call("host.acceptKey", { host, port, fingerprint }));
    expect(await value(client.call("host.connect", input))).toMatchObject({ kind: "connected" });
  }
}

/** Waits for the end of a run and gives how it stands; at most so long, in ms. */
export async function end({ client }: Opened, timeout = 240_000): Promise<ApplyState> {
  await expect
    .poll(async () => (await value(client.call("apply.state", {}))).stage, {
      timeout,
      interval: 100,
    })
    .toBe("ended");
  return value(client.call("apply.state", {}));
}

/** Enters a journey, signs in and begins; gives the end. */
export async function play(opened: Opened, journey: "a" | "b" | "c"): Promise<ApplyState> {
  await value(opened.client.call("practice.enter", { journey }));
  await signIn(opened);
  const { digest } = await value(opened.client.call("plan.make", {}));
  await value(opened.client.call("apply.start", { digest }));
  return end(opened);
}

/** Puts checks in one order, whatever order they came in. */
export function byCheck(
  a: Pick<PreflightRow, "check" | "subject" | "seenFrom">,
  b: Pick<PreflightRow, "check" | "subject" | "seenFrom">,
): number {
  const key = (row: typeof a): string => `${row.check} ${row.subject} ${row.seenFrom}`;
  return key(a) < key(b) ? -1 : 1;
}
