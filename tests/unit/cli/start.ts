import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { paths } from "../../../build/paths.ts";

/** How a process of the command line ended, and what it wrote. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process is started with. */
export interface Start {
  readonly environment?: { readonly [name: string]: string };
  readonly folder?: string;
  readonly stdin?: string;
}

/** Runs `homeport ARGS` as a process of its own, with an empty state folder of its own. */
export async function homeport(args: readonly string[], start: Start = {}): Promise<Ended> {
  const folder = await emptyFolder();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [paths.commandLine, ...args], {
      cwd: start.folder ?? folder,
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        HOMEPORT_STATE: join(folder, "state"),
        ...start.environment,
      },
      stdio: "pipe",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, stdout, stderr }));
    child.stdin.end(start.stdin ?? "");
  });
}

/** An empty folder that is gone when the test is over. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "homeport-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Reads the one JSON document of a run; throws where standard output is anything else. */
export function documentOf({ stdout }: Ended): { readonly [key: string]: unknown } {
  if (!stdout.endsWith("\n")) throw new Error("standard output does not end in a newline");
  const document: unknown = JSON.parse(stdout);
  if (typeof document !== "object" || document === null) throw new Error("no document");
  return { ...document };
}
