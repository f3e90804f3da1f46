import type { Page } from "@playwright/test";
import type { PracticeWorld } from "../../electron/practice/world.ts";
import { WEB_CARRIER } from "../../shared/api/web-carrier.ts";
import type { MethodName } from "../../shared/api/contract.ts";
import type { RealWorld } from "./real-world.ts";
import type { Wizard } from "./wizard.ts";

type Look = () => Promise<unknown>;

/** Looks at a page while the engine stands still, so that nothing goes on meanwhile. */
export async function whileStill({ process: served }: Pick<Wizard, "process">, look: Look) {
  served.kill("SIGSTOP");
  await look();
  served.kill("SIGCONT");
}

/** Looks at a page while an answer of the engine is on its way: the call is carried only afterwards. */
export async function whileAnswering(page: Page, method: MethodName, begin: Look, look: Look) {
  const { promise: looked, resolve } = Promise.withResolvers<void>();
  const address = `**${WEB_CARRIER.call}${method}`;
  await page.route(address, async (route) => {
    await looked;
    await route.fallback();
  });
  await begin();
  await look();
  resolve();
  await page.unroute(address);
}

/** Ends when the wizard stands still at its next question to the world's name server for a name and type. */
export function stillAtQuestion(
  { world, wizard }: RealWorld,
  name: string,
  type: string,
): Promise<void> {
  const { promise: still, resolve } = Promise.withResolvers<void>();
  const restore = bendZones(world, (...asked) => {
    if (asked[0] !== name || asked[1] !== type) return null;
    restore();
    wizard.process.kill("SIGSTOP");
    resolve();
    return null;
  });
  return still;
}

/** Ends when the wizard stands still while a machine of the world is at an operation, before its effect. */
export function stillAtOperation({ world, wizard }: RealWorld, operation: string): Promise<void> {
  const { promise: still, resolve } = Promise.withResolvers<void>();
  let isDone = false;
  for (const { faults } of world.hosts.values()) {
    const take = faults.take.bind(faults);
    faults.take = (name) => {
      if (name === operation && !isDone) {
        isDone = true;
        wizard.process.kill("SIGSTOP");
        resolve();
      }
      return take(name);
    };
  }
  return still;
}

type Find = PracticeWorld["zones"]["find"];

/** Lets the world's name server answer otherwise where `bent` gives an answer; the result puts it right again. */
export function bendZones(
  { zones }: PracticeWorld,
  bent: (...asked: Parameters<Find>) => ReturnType<Find> | null,
): () => void {
  const find = zones.find.bind(zones);
  zones.find = (name, type) => bent(name, type) ?? find(name, type);
  return () => {
    zones.find = find;
  };
}
