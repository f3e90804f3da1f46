import path from "node:path";
import type { Daemon } from "../lab/daemon.ts";
import { say } from "../lab/say.ts";
import type { Report } from "../lab/report.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { compare, type Compared } from "./compare.ts";
import type { Answer, Errand } from "./errands.ts";
import { ownCertificate } from "./files.ts";
import type { Museum } from "./museum.ts";
import { logsOf, observedIn, ofNoWorld } from "./observe.ts";
import { predict } from "./predict.ts";
import {
  commonSettings,
  listener,
  makeInstance,
  opens,
  tlsPaths,
  type Instance,
} from "./synapse.ts";
import type { Exhibit } from "./versions.ts";
import type { MuseumWorld } from "./worlds/sketch.ts";

/** How many worlds a version tries at once: more, and its own limit of 10 s is met on a busy machine. */
const atOnce = 3;

/** Port of the client API in the namespace of each version. */
const clientPort = 8008;

/** One cell of the table: a version in a world. */
export interface Cell extends Compared {
  readonly world: string;
}

/** Sends one version through all worlds and holds what it did against the prediction; each world is one check. */
export async function tour(
  museum: Museum,
  exhibit: Exhibit,
  worlds: readonly MuseumWorld[],
  report: Report,
): Promise<readonly Cell[]> {
  const { group, roots } = museum;
  const instance = await makeInstance({ group, exhibit, name: exhibit.version, roots });
  const daemon = await startForTour(museum, instance);
  try {
    if (!(await opens(instance, daemon, clientPort)))
      throw new Error(`Synapse ${exhibit.version} ended:\n${daemon.log().slice(-1500)}`);
    say(`Synapse ${exhibit.version} answers`);
    const answers = await askAll(instance, worlds);
    // the last connections end, and the logs are written, a moment after the answers
    await sleep(1500);
    return hold(museum, exhibit, worlds, answers, report);
  } finally {
    await daemon.stop();
  }
}

async function startForTour(museum: Museum, instance: Instance): Promise<Daemon> {
  const pair = await ownCertificate(museum, instance, "own");
  const settings = `${commonSettings}${tlsPaths(pair.certificate, pair.key)}listeners:\n${listener(clientPort, false)}`;
  return instance.start(settings);
}

async function askAll(
  instance: Instance,
  worlds: readonly MuseumWorld[],
): Promise<readonly Answer[]> {
  const errands = worlds.map(({ id, name, tries }): Errand => ({ id, name: name.text, tries }));
  const script = path.join(import.meta.dirname, "ask-process.ts");
  const base = `http://127.0.0.1:${clientPort}`;
  const argv = [process.execPath, script, base, String(atOnce)];
  const { stdout, stderr } = await instance.run(argv, JSON.stringify(errands));
  if (stdout === "") throw new Error(`${instance.exhibit.version}: no answers: ${stderr}`);
  return JSON.parse(stdout) as readonly Answer[];
}

function hold(
  museum: Museum,
  exhibit: Exhibit,
  worlds: readonly MuseumWorld[],
  answers: readonly Answer[],
  report: Report,
): readonly Cell[] {
  const own = logsOf(exhibit, museum.logs);
  const strange = ofNoWorld(worlds, own);
  report.check(
    `${exhibit.version} does nothing outside of the worlds`,
    strange.length === 0,
    strange.join(", "),
  );
  return worlds.map((world) => {
    const last = answers.find(({ id }) => id === world.id)?.tries.at(-1);
    const seen = observedIn(world, own, last?.status ?? 0);
    const compared = compare(predict(exhibit.era, world, Date.now()), seen);
    const good = compared.differences.length === 0;
    const evidence = [...compared.differences, `answer ${last?.status ?? 0} ${last?.body ?? ""}`];
    report.check(
      `${exhibit.version} in ${world.id}: ${compared.verdict}`,
      good,
      evidence.join("; "),
    );
    return { world: world.id, ...compared };
  });
}
