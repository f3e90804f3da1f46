import type { Page } from "@playwright/test";
import { expect } from "vitest";

/** One call through `window.homeport`, as the page makes it. */
export async function call(page: Page, method: string, input: object = {}): Promise<unknown> {
  return page.evaluate(
    ([name, given]) =>
      (Reflect.get(globalThis, "homeport") as { call: (m: unknown, i: unknown) => unknown }).call(
        name,
        given,
      ),
    [method, input] as const,
  );
}

/** Signs in to the machine of practice journey (a) and makes its plan. */
export async function planJourney(
  page: Page,
): Promise<{ readonly digest: string; readonly fingerprint: string }> {
  await call(page, "practice.enter", { journey: "a" });
  const login = {
    machine: "host",
    host: "one.example",
    port: 22,
    user: "root",
    method: "practice",
    key: null,
    passphrase: null,
    password: null,
    sudoPassword: null,
    root: null,
  };
  const shown = (await call(page, "host.connect", login)) as {
    value: { kind: string; fingerprint: string };
  };
  expect(shown.value.kind).toBe("host-key-unknown");
  const { fingerprint } = shown.value;
  await call(page, "host.acceptKey", { host: "one.example", port: 22, fingerprint });
  expect(await call(page, "host.connect", login)).toMatchObject({ value: { kind: "connected" } });
  const plan = (await call(page, "plan.make")) as { value: { digest: string } };
  return { digest: plan.value.digest, fingerprint };
}
