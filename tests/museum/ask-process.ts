/**
 * Asks a Synapse for an alias of each server, in its own namespace: `ask-process.ts BASE-URL AT-ONCE`; a JSON list of
 * `Errand` on standard input, a JSON list of `Answer` on standard output. Needs no login and ignores back-off.
 */
import { readFileSync } from "node:fs";
import type { Answer, Errand } from "./errands.ts";

const [base = "", atOnce = "1"] = process.argv.slice(2);
const errands = JSON.parse(readFileSync(0, "utf8")) as readonly Errand[];
const answers: Answer[] = [];
const queue = [...errands];

async function ask(name: string): Promise<Answer["tries"][number]> {
  const alias = encodeURIComponent(`#x:${name}`);
  try {
    const response = await fetch(`${base}/_matrix/client/r0/directory/room/${alias}`, {
      signal: AbortSignal.timeout(60_000),
    });
    return { status: response.status, body: (await response.text()).slice(0, 500) };
  } catch (error) {
    return { status: 0, body: String(error) };
  }
}

async function work(): Promise<void> {
  for (let errand = queue.shift(); errand !== undefined; errand = queue.shift()) {
    const tries: Answer["tries"][number][] = [];
    while (tries.length < errand.tries && tries.at(-1)?.status !== 200)
      tries.push(await ask(errand.name));
    answers.push({ id: errand.id, tries });
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, work));
console.log(JSON.stringify(answers));
