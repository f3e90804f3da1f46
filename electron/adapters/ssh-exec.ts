import type { Client, ClientChannel } from "ssh2";

/** How a command is run. */
export interface ExecRequest {
  readonly command: string;
  /** Sent first, before the gate opens (a password). */
  readonly first: string | null;
  /** Nothing more is sent before this text has come; null: at once. */
  readonly gate: string | null;
  /** Sent when the gate is open; then the input is ended, unless it is held. */
  readonly content: string;
  /** Text after which the answer is complete although the command goes on; its channel stays open. */
  readonly holdAt: string | null;
  readonly timeoutMs: number;
}

/** How a command ended. `held` is the open channel of one that goes on. */
export interface Ran {
  readonly end: "exited" | "held" | "timeout" | "gate-closed" | "too-large" | "lost";
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly held: ClientChannel | null;
}

/** What a host may say at most: 1 MiB of content in base64 and some lines around it. */
const MAX_STDOUT = 1_500_000;
const MAX_STDERR = 64 * 1024;
const GATE_MS = 15_000;

/** Runs one command over a connection. Never throws; what the host does is in the answer. */
export function execute(client: Client, request: ExecRequest): Promise<Ran> {
  return new Promise((resolve) => {
    const lost: Ran = { end: "lost", code: null, stdout: "", stderr: "", held: null };
    let isStarted = false;
    const onClose = () => {
      if (!isStarted) resolve(lost);
    };
    client.once("close", onClose);
    const timer = setTimeout(() => resolve({ ...lost, end: "timeout" }), request.timeoutMs);
    try {
      client.exec(request.command, (error, channel) => {
        isStarted = true;
        clearTimeout(timer);
        client.removeListener("close", onClose);
        if (error)
          resolve({
            ...lost,
            stderr: error.message,
            end: /unable to|failed/i.test(error.message) ? "exited" : "lost",
          });
        else follow(channel, request, resolve);
      });
    } catch {
      clearTimeout(timer);
      client.removeListener("close", onClose);
      resolve(lost);
    }
  });
}

function follow(channel: ClientChannel, request: ExecRequest, resolve: (ran: Ran) => void): void {
  const out = collector(MAX_STDOUT);
  const said = collector(MAX_STDERR);
  let isOpen = request.gate === null;
  let code: number | null = null;
  let isExited = false;
  const end = (how: Ran["end"], held: ClientChannel | null = null) => {
    clearTimeout(timer);
    clearTimeout(gateTimer);
    if (held === null && how !== "exited") channel.destroy();
    resolve({ end: how, code, stdout: out.text(), stderr: said.text(), held });
  };
  const timer = setTimeout(() => end("timeout"), request.timeoutMs);
  const gateTimer = isOpen ? undefined : setTimeout(() => end("gate-closed"), GATE_MS);
  const send = () => {
    clearTimeout(gateTimer);
    if (request.holdAt === null) channel.end(request.content);
    else if (request.content !== "") channel.write(request.content);
  };
  channel.on("data", (bytes: Buffer) => {
    if (!out.add(bytes)) return end("too-large");
    if (!isOpen && request.gate !== null && out.text().includes(request.gate)) {
      isOpen = true;
      send();
    }
    if (request.holdAt !== null && out.text().includes(request.holdAt)) end("held", channel);
  });
  channel.stderr.on("data", (bytes: Buffer) => {
    said.add(bytes);
    // A second question means that the password was wrong; it is not asked again.
    if (!isOpen && said.text().includes("Sorry, try again")) channel.end();
  });
  channel.on("error", () => {});
  channel.on("exit", (exitCode: number | null) => {
    isExited = true;
    code = exitCode;
  });
  channel.on("close", () => end(isExited ? (isOpen ? "exited" : "gate-closed") : "lost"));
  if (request.first !== null) channel.write(request.first);
  if (isOpen) send();
}

interface Collector {
  /** False where it is too much. */
  add(bytes: Buffer): boolean;
  text(): string;
}

function collector(most: number): Collector {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add: (bytes) => {
      length += bytes.length;
      if (length <= most) chunks.push(bytes);
      return length <= most;
    },
    text: () => Buffer.concat(chunks).toString("utf8"),
  };
}
