import type { Ran } from "../homeport.ts";
import { say } from "../say.ts";

/** What of an ended command is looked at. */
type Ended = Pick<Ran, "answer">;

/**
 * Runs a command, and once more where its order hung. Pebble never answers again for an order that is asked
 * for just as its certificate is issued (letsencrypt/pebble#554, a read lock that is taken twice): Homeport
 * then takes everything back, rightly, and the next order goes through.
 */
export async function pastHungOrder<R extends Ended>(run: () => Promise<R>): Promise<R> {
  const ran = await run();
  if (!isHung(ran)) return ran;
  say("Pebble hangs at one order (letsencrypt/pebble#554); once more");
  return run();
}

function isHung({ answer }: Ended): boolean {
  return (
    answer?.outcome === "undone" && answer.problems.some(({ code }) => code === "ca-unreachable")
  );
}
