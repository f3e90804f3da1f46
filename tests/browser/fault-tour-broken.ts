import type { Page } from "@playwright/test";
import { part, whole } from "./in-language.ts";
import { fillLogin, type RealWorld } from "./real-world.ts";
import { whileAnswering } from "./stand-still.ts";
import type { Visit } from "./visit.ts";
import { finding, press } from "./walk.ts";

/** From an interrupted run, over an end that nobody can tell, to a proof; and a server that breaks after it. */
export async function tourBroken(page: Page, real: RealWorld, visit: Visit): Promise<void> {
  const { world } = real;
  await press(page, "Sign in again");
  await fillLogin(page, world, "a");
  await press(page, "Sign in");
  // Signed in, the page leads back to the run by itself.
  await finding(page, "The work was interrupted");
  const reconnect = cutFrom(real, null);
  await press(page, "Go on where it stopped");
  await page.getByRole("heading", { name: part(page, "The connection was lost") }).waitFor();
  await visit("interrupted-again", page);
  reconnect();
  const mend = cutFrom(real, "install-certificate");
  await press(page, "Go on where it stopped");
  // The engine tries to connect again for a while.
  const lookAgain = page.getByRole("button", { name: whole(page, "Look again") });
  await lookAgain.waitFor({ timeout: 60_000 });
  await visit("unknown", page);
  mend();
  await press(page, "Look again");
  await finding(page, "Other servers reach you");
  await world.hosts.get("one.example")?.machine.units.get("matrix-synapse.service")?.stop();
  await whileAnswering(
    page,
    "proof.check",
    () => press(page, "Check now"),
    () => visit("proof-checking", page),
  );
  await finding(page, "Other servers do not reach you");
  await visit("proof-broken", page);
  await world.hosts.get("one.example")?.machine.units.get("matrix-synapse.service")?.start();
}

/** Cuts every connection at whatever is done on the machines from an operation on; the result lets them be again. */
function cutFrom({ world }: RealWorld, operation: string | null): () => void {
  let isCut = operation === null;
  const mends = [...world.hosts.values()].map(({ faults }) => {
    const take = faults.take.bind(faults);
    faults.take = (name) => {
      isCut ||= name === operation;
      return isCut ? "cut-before" : take(name);
    };
    return (): void => {
      faults.take = take;
    };
  });
  return () => {
    for (const mend of mends) mend();
  };
}
