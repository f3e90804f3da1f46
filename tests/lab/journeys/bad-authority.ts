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

/** The name leads somewhere else for the CA than for Homeport, so that only the validation can notice. */
async function elsewhere(scene: Scene): Promise<void> {
  const { lab } = scene.context;
  const name = scene.serverName;
  const { host, nobody } = addresses;
  await lab.dns.publish({ [name]: [`@ A ${nobody.v4}`] });
  await refused(scene, "a name that leads elsewhere", goodApply(scene), [1, 3]);
  // the CA looks at IPv6 first: an AAAA of nobody's breaks the validation, while IPv4 is fine
  await lab.dns.publish({ [name]: [`@ A ${host.v4}`, `@ AAAA ${nobody.v6}`] });
  const ran = await refused(
    scene,
    "a dead IPv6 address that the CA asks",
    goodApply(scene),
    [1, 3],
  );
  scene.context.report.check(
    "the dead address is named",
    JSON.stringify(ran.answer).includes(nobody.v6),
    told(ran),
  );
  await lab.dns.publish({ [name]: [`@ A ${host.v4}`, `@ AAAA ${host.v6}`] });
}
