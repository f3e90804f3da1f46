import { spawn } from "node:child_process";

/** How a finished command ended; `code` is 128 + signal where a signal ended it. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** What a command gets beside its words. `timeout` in ms (default 120,000), after which it is killed. */
export interface ExecOptions {
  readonly input?: string;
  readonly timeout?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with each piece of standard error as it comes. */
  readonly onStderr?: (text: string) => void;
  /** Called once with the process id, which is also its process group. */
  readonly onPid?: (pid: number) => void;
}

/** The whole environment of a lab command: nothing of the caller's shell leaks in. */
export const cleanEnv: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LC_ALL: "C.UTF-8",
};

/** Runs a command to its end in a process group of its own; a non-zero exit is data. */
export function exec(argv: readonly string[], options: ExecOptions = {}): Promise<Finished> {
  const [command = "", ...args] = argv;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...(options.env ?? cleanEnv) },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const texts = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      texts.stderr += text;
      options.onStderr?.(text);
    });
    child.stdin.on("error", () => undefined).end(options.input ?? "");
    if (child.pid !== undefined) options.onPid?.(child.pid);
    const timer = setTimeout(() => killGroup(child.pid), options.timeout ?? 120_000);
    child.on("error", reject).on("close", (code, signal) => {
      clearTimeout(timer);
      const seconds = (performance.now() - began) / 1000;
      resolve({ ...texts, code: code ?? 128 + (signal === "SIGKILL" ? 9 : 15), seconds });
    });
  });
}

/** Runs a command that has to succeed and gives its standard output; throws with the end of its output. */
export async function must(argv: readonly string[], options: ExecOptions = {}): Promise<string> {
  const done = await exec(argv, options);
  if (done.code === 0) return done.stdout;
  const tail = (done.stderr + done.stdout).trim().split("\n").slice(-15).join("\n");
  throw new Error(`${argv.slice(0, 4).join(" ").slice(0, 200)} ended with ${done.code}:\n${tail}`);
}

/** Kills a process group that `exec` began; one that is gone already is fine. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals = "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
