import type { Reporter, TestModule } from "vitest/node";
import { closingLine } from "../../build/closing-line.ts";

/**
 * A vitest reporter that ends the run with `N passed, N failed`, which `.ci/run` adds up. Before it
 * stand the tests that passed only at a second try, which are counted as passed and never hidden.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) addModule(count, module);
    const lines = [...modules.flatMap(secondTries), closingLine(count)];
    // Last of all, after the default reporter's summary.
    process.once("exit", () => console.log(lines.join("\n")));
  }
}

type Count = { passed: number; failed: number; skipped: number };

/** A file that could not be loaded, or whose hooks failed, is one failure beside its tests. */
function addModule(count: Count, module: TestModule): void {
  const before = count.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed") count.passed += 1;
    else if (state === "failed") count.failed += 1;
    else count.skipped += 1;
  }
  if (module.state() === "failed" && count.failed === before) count.failed += 1;
}

function secondTries(module: TestModule): string[] {
  return [...module.children.allTests()]
    .filter((test) => test.diagnostic()?.flaky === true)
    .map((test) => `passed only at a second try: ${module.relativeModuleId} > ${test.fullName}`);
}
