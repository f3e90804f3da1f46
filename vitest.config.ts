import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { ClosingLine } from "./tests/setup/closing-line.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // The lab has a command of its own (npm run lab): it needs Linux, root and Debian's packages.
    exclude: ["tests/lab/**"],
    globalSetup: ["tests/setup/build-when-stale.ts"],
    // On two cores the default is one file at a time, and most of that time is waiting for servers and pages.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ["default", new ClosingLine()],
    // Many tests start sshd, Chromium or the command itself, on machines that others use as well. A
    // second try is named at the end of the run (tests/setup/closing-line.ts), never hidden.
    retry: process.env.CI === undefined ? 0 : 1,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Wall-clock texts in tests mean the same on every machine.
    env: { TZ: "UTC", NO_COLOR: "1" },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
