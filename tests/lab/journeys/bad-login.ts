import { writeFileSync } from "node:fs";
import path from "node:path";
import { opsPassword } from "../base.ts";
import { exec, must } from "../exec.ts";
import { loginOptions, told } from "../homeport.ts";
import { addresses, places } from "../places.ts";
import type { Context } from "./journey.ts";
import { goodApply, instead, refused, without, withScene, type Scene } from "./refusal.ts";

/** Host keys, keys, passwords and hosts that do not let Homeport in. */
export async function badLogin(context: Context): Promise<void> {
  await withScene(context, "login.example", async (scene) => {
    await hostKeys(scene);
    await keysAndPasswords(scene);
    await deadHosts(scene);
  });
}

async function hostKeys(scene: Scene): Promise<void> {
  const words = goodApply(scene);
  const unpinned = without(words, "--host-key");
  const other = scene.context.website.hostKey;
  await refused(
    scene,
    "another host key than the pinned one",
    instead(words, "--host-key", other),
    [77],
  );
  const empty = file("known-none", "");
  const unknown = await refused(
    scene,
    "an unknown host key",
    [...unpinned, "--known-hosts", empty],
    [77],
  );
  const shown = JSON.stringify(unknown.answer).includes(scene.host.hostKey);
  scene.context.report.check("the fingerprint is shown", shown, told(unknown));
  const wrongLine = await lineOf(scene.context.website.knownHosts);
  const changed = file("known-changed", wrongLine.replaceAll(/^\S+/gm, scene.host.address.v4));
  await refused(scene, "a changed host key", [...unpinned, "--known-hosts", changed], [77]);
}

async function lineOf(knownHosts: string): Promise<string> {
  return must(["cat", knownHosts]);
}

async function keysAndPasswords(scene: Scene): Promise<void> {
  const { lab, report } = scene.context;
  const words = goodApply(scene);
  const stranger = path.join(places.run, "stranger");
  await exec(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger]);
  await refused(
    scene,
    "a key that the host does not know",
    instead(words, "--identity", stranger),
    [77],
  );
  const ops = without(instead(words, "--host", `ops@${scene.host.address.v4}`), "--identity");
  const [right, wrong] = [file("right", `${opsPassword}\n`), file("wrong", "not it\n")];
  await refused(scene, "a wrong login password", [...ops, "--password-file", wrong], [77]);
  const wrongSudo = [...ops, "--password-file", right, "--sudo-password-file", wrong];
  await refused(scene, "a wrong sudo password", wrongSudo, [77]);
  await refused(
    scene,
    "no sudo password where one is needed",
    [...ops, "--password-file", right],
    [77],
  );
  const readable = file("readable", `${opsPassword}\n`, 0o644);
  await refused(
    scene,
    "a password file that others can read",
    [...ops, "--password-file", readable],
    [77],
  );
  const rightSudo = ["--password-file", right, "--sudo-password-file", right];
  const login = without(loginOptions(lab, scene.host, "ops"), "--identity");
  const look = await scene.homeport.run(["look", scene.serverName, ...login, ...rightSudo]);
  report.check("the right passwords are let in", look.code === 0, told(look));
}

async function deadHosts(scene: Scene): Promise<void> {
  const words = goodApply(scene);
  const at = (where: string): readonly string[] => instead(words, "--host", `root@${where}`);
  await refused(scene, "a host that nobody is", at(addresses.nobody.v4), [69]);
  await refused(scene, "a port that is closed", at(`${scene.host.address.v4}:2222`), [69]);
  await refused(scene, "a host name that does not exist", at("nowhere.example"), [69]);
  await silentListener(scene, "nothing", "a host that accepts and says nothing", 2223);
  await silentListener(scene, "drip", "a host that drips one byte a second", 2224);
}

/** A listener on the lab's own address that never comes to the end of a greeting. */
async function silentListener(
  scene: Scene,
  how: "nothing" | "drip",
  what: string,
  port: number,
): Promise<void> {
  const script = `require("net").createServer((s) => { s.on("error", () => 0);
    if (process.argv[1] === "drip") setInterval(() => s.write("S"), 1000); }).listen(${port}, "${addresses.lab.v4}")`;
  let pid = 0;
  const listener = scene.context.lab.inLab([process.execPath, "-e", script, how], {
    onPid: (given) => (pid = given),
    timeout: 200_000,
  });
  const words = instead(goodApply(scene), "--host", `root@${addresses.lab.v4}:${port}`);
  await refused(scene, what, words, [69]);
  process.kill(-pid, "SIGKILL");
  await listener;
}

function file(name: string, text: string, mode = 0o600): string {
  const where = path.join(places.run, `file-${name}`);
  writeFileSync(where, text, { mode });
  return where;
}
