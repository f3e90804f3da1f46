import { told } from "../homeport.ts";
import { addresses } from "../places.ts";
import type { Context } from "./journey.ts";
import { goodApply, instead, refused, withScene, type Scene } from "./refusal.ts";
import { unchanged } from "./main-job.ts";

/** CAs that cannot be reached, reject nonces, or fail a validation. */
export async function badAuthority(context: Context): Promise<void> {
  await withScene(context, "authority.example", async (scene) => {
    await unreachable(scene);
    await rejecting(scene);
    await invalid(scene);
    await elsewhere(scene);
  });
}

async function unreachable(scene: Scene): Promise<void> {
  const words = instead(goodApply(scene), "--acme-staging", "none");
  const closed = instead(words, "--acme-directory", "https://ca.example:14999/dir");
  await refused(scene, "a CA whose port is closed", closed, [69]);
  const nameless = instead(words, "--acme-directory", "https://no-ca.example:14000/dir");
  await refused(scene, "a CA whose name does not exist", nameless, [69]);
  const page = instead(
    words,
    "--acme-directory",
    scene.context.lab.pebble.directory.replace("/dir", "/none"),
  );
  await refused(scene, "an address that is no ACME directory", page, [1, 69]);
}

async function rejecting(scene: Scene): Promise<void> {
  const { lab, report } = scene.context;
  const words = instead(goodApply(scene), "--acme-staging", "none");
  const some = await lab.startPebble({ name: "pebble-nonces", port: 14002, rejectNonces: 25 });
  const trust = ["--ca-file", some.root];
  const kept = await scene.homeport.run([
    ...instead(words, "--acme-directory", some.directory),
    ...trust,
  ]);
  report.check("a CA that rejects a quarter of all nonces: exit 0", kept.code === 0, told(kept));
  const login = words.slice(2, words.indexOf("--acme-directory"));
  const undo = await scene.homeport.run(["undo", scene.serverName, "--yes", ...login]);
  report.check("and undone again: exit 0", undo.code === 0, told(undo));
  await unchanged(scene.context, "after that", scene.host, scene.before);
  const all = await lab.startPebble({ name: "pebble-all-nonces", port: 14003, rejectNonces: 100 });
  const never = [...instead(words, "--acme-directory", all.directory), "--ca-file", all.root];
  await refused(scene, "a CA that rejects every nonce", never, [1, 3]);
}

/** Homeport and the host see the challenge, and the CA does not: only the validation can tell. */
async function invalid(scene: Scene): Promise<void> {
  const deaf = await scene.context.lab.startPebble({
    name: "pebble-deaf",
    port: 14004,
    httpPort: 81,
  });
  const words = instead(goodApply(scene), "--acme-staging", "none");
  const never = [...instead(words, "--acme-directory", deaf.directory), "--ca-file", deaf.root];
  await refused(scene, "a CA whose validation fails", never, [3]);
  const rehearsed = instead(goodApply(scene), "--acme-staging", deaf.directory);
  await refused(scene, "a rehearsal whose validation fails", rehearsed, [3]);
}

/** The name leads elsewhere: no certificate can be had by HTTP-01, which is said with what would help. */
async function elsewhere(scene: Scene): Promise<void> {
  const { lab, report } = scene.context;
  const name = scene.serverName;
  const { host, nobody } = addresses;
  const stories = {
    "a name that leads elsewhere": [`@ A ${nobody.v4}`],
    "a dead IPv6 address that the CA would ask": [`@ A ${host.v4}`, `@ AAAA ${nobody.v6}`],
  };
  for (const [what, records] of Object.entries(stories)) {
    await lab.dns.publish({ [name]: records });
    const ran = await scene.homeport.run(goodApply(scene));
    report.check(`${what}: exit 1`, ran.code === 1 && ran.answer?.outcome === null, told(ran));
    const refusal = JSON.stringify(ran.answer?.["refusal"] ?? null);
    const helps = /"wouldHelp":\[\{"code"/.test(refusal);
    report.check(`${what}: says what would help`, helps, refusal);
    await unchanged(scene.context, what, scene.host, scene.before);
  }
  await lab.dns.publish({ [name]: [`@ A ${host.v4}`, `@ AAAA ${host.v6}`] });
}
