import {
  acmeOptions,
  homeportIn,
  loginOptions,
  told,
  type Homeport,
  type Ran,
} from "../homeport.ts";
import type { Machine } from "../machine.ts";
import { addresses } from "../places.ts";
import { takeSnapshot, type Snapshot } from "../snapshot.ts";
import type { Context } from "./journey.ts";
import { settled, unchanged } from "./main-job.ts";

/** A fresh host on which nothing may stay changed. */
export interface Scene {
  readonly context: Context;
  readonly host: Machine;
  readonly before: Snapshot;
  readonly homeport: Homeport;
  readonly serverName: string;
}

/** Makes a fresh host for `serverName`, gives it to `play`, and throws it away. */
export async function withScene(
  context: Context,
  serverName: string,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const { host: at } = addresses;
  await context.lab.dns.publish({ [serverName]: [`@ A ${at.v4}`, `@ AAAA ${at.v6}`] });
  const host = await context.lab.makeHost("synapse");
  try {
    await settled(host, "inactive");
    const before = await takeSnapshot(host);
    await play({
      context,
      host,
      before,
      serverName,
      homeport: homeportIn(context.lab, serverName),
    });
  } finally {
    await host.discard();
  }
}

/** The words of an `apply` as root that would succeed. */
export function goodApply(scene: Scene): readonly string[] {
  const { lab } = scene.context;
  const login = loginOptions(lab, scene.host, "root");
  return ["apply", scene.serverName, ...login, ...acmeOptions(lab), "--yes"];
}

/** Words without an option and its value. */
export function without(words: readonly string[], option: string): readonly string[] {
  const at = words.indexOf(option);
  return at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
}

/** Words in which an option has another value. */
export function instead(
  words: readonly string[],
  option: string,
  value: string,
): readonly string[] {
  return [...without(words, option), option, value];
}

/**
 * Asserts that a command ends with one of `exits`, one error that has a sentence and a next step, and
 * the host as it was. With 3 the outcome is *undone*.
 */
export async function refused(
  scene: Scene,
  what: string,
  words: readonly string[],
  exits: readonly number[],
): Promise<Ran> {
  const { report } = scene.context;
  const ran = await scene.homeport.run(words);
  const wanted = exits.includes(ran.code) && ran.answer?.exit === ran.code;
  report.check(`${what}: exit ${exits.join(" or ")}`, wanted, told(ran));
  if (ran.code === 3)
    report.check(`${what}: outcome undone`, ran.answer?.outcome === "undone", told(ran));
  const errors = ran.answer?.problems.filter((each) => each.severity === "error") ?? [];
  const clear = errors.length > 0 && errors.every((each) => each.title !== "" && each.next !== "");
  report.check(`${what}: says what is wrong and one next step`, clear, told(ran));
  await unchanged(scene.context, what, scene.host, scene.before);
  return ran;
}
