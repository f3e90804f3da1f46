import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CDPSession } from "@playwright/test";
import { paths } from "../../build/paths.ts";

/** Ticks of Linux's CPU accounting, in ms (`getconf CLK_TCK` is 100 on every Linux that Node runs on). */
const TICK_MS = 10;

/** What a first screen took, in ms. CPU times say what an idle machine would need, other work beside it or not. */
export interface FirstScreen {
  readonly fromCommand: number;
  readonly fromAddress: number;
  /** CPU of the command until its address was told; null where the system does not tell. */
  readonly commandCpu: number | null;
  /** CPU of the page's main thread until the screen was usable. */
  readonly pageCpu: number;
  /** Script before the screen, in bytes after gzip. */
  readonly script: number;
  /** Script of all screens. */
  readonly allScript: number;
}

/**
 * Script that was built for the page, in bytes after gzip: what the page names, which its first screen waits
 * for, and all. Counted in the built files: a slow browser fetches later screens before it shows the first.
 */
export async function builtScript(): Promise<Pick<FirstScreen, "script" | "allScript">> {
  const page = await readFile(join(paths.rendererOut, "index.html"), "utf8");
  const folder = join(paths.rendererOut, "assets");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  const bytes = (name: string): number => gzipSync(readFileSync(join(folder, name))).length;
  const sum = (some: readonly string[]): number =>
    some.reduce((before, name) => before + bytes(name), 0);
  return { script: sum(names.filter((name) => page.includes(name))), allScript: sum(names) };
}

/** CPU that a process has used so far (ms); null where it is not told. */
export async function cpuOf(pid: number | undefined): Promise<number | null> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The name in brackets may hold spaces; user and system time are the 12th and 13th after it (proc(5)).
  const after = line?.slice(line.lastIndexOf(")") + 2).split(" ");
  return after === undefined ? null : (Number(after[11]) + Number(after[12])) * TICK_MS;
}

/** Begins to count the CPU of a page's main thread; the result gives it so far (ms). */
export async function countPageCpu(page: CDPSession): Promise<() => Promise<number>> {
  await page.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await page.send("Performance.getMetrics");
    const task = metrics.find(({ name }) => name === "TaskDuration");
    return (task?.value ?? 0) * 1000;
  };
}

/** One line for people, with how busy the machine was. */
export function tellFirstScreen(took: FirstScreen): string {
  const ms = (value: number | null): string => (value === null ? "?" : `${Math.round(value)}`);
  const kb = (bytes: number): string => (bytes / 1000).toFixed(0);
  const cpu = took.commandCpu === null ? null : took.commandCpu + took.pageCpu;
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return (
    `first usable screen: ${ms(took.fromCommand)} ms from the command, ${ms(took.fromAddress)} ms from the address, ` +
    `at load ${load} on ${availableParallelism()} cores; CPU in all ${ms(cpu)} ms ` +
    `(command ${ms(took.commandCpu)}, page ${ms(took.pageCpu)}); script before it: ${kb(took.script)} kB gzip, of all screens: ${kb(took.allScript)} kB`
  );
}
