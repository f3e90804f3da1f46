import { copyFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Daemon } from "../lab/daemon.ts";
import type { Report } from "../lab/report.ts";
import { ownCertificate } from "./files.ts";
import type { Museum } from "./museum.ts";
import {
  commonSettings,
  listener,
  makeInstance,
  opens,
  tlsPaths,
  type Instance,
} from "./synapse.ts";
import { venvPython } from "./venv.ts";
import type { Exhibit } from "./versions.ts";

/** How long after SIGHUP a version gets to serve the new certificate, in ms; 0.34 gets all of it. */
const patience = 8000;

/**
 * Replaces the certificate on disk and sends SIGHUP: from 0.99.0 on the fingerprint on the wire changes under the same
 * process id, 0.34 goes on with the old one; and without SIGHUP nothing changes on any.
 */
export async function showReload(museum: Museum, exhibit: Exhibit, report: Report): Promise<void> {
  const { group, roots } = museum;
  const { version } = exhibit;
  const instance = await makeInstance({ group, exhibit, name: `${version}-reload`, roots });
  const pair = await ownCertificate(museum, instance, "served");
  const next = await ownCertificate(museum, instance, "next");
  const settings = `${commonSettings}${tlsPaths(pair.certificate, pair.key)}listeners:\n`;
  const daemon = instance.start(`${settings}${listener(8008, false)}${listener(8448, true)}`);
  try {
    const isUp = (await opens(instance, daemon, 8008)) && (await opens(instance, daemon, 8448));
    report.check(`${version} serves TLS`, isUp, daemon.log().slice(-300));
    if (!isUp) return;
    const before = await fingerprint(instance);
    copyFileSync(next.certificate, pair.certificate);
    copyFileSync(next.key, pair.key);
    report.check("a new file alone changes nothing", before === (await fingerprint(instance)));
    await afterSighup(instance, daemon, before, report);
  } finally {
    await daemon.stop();
  }
}

async function afterSighup(
  instance: Instance,
  daemon: Daemon,
  before: string,
  report: Report,
): Promise<void> {
  daemon.signal("SIGHUP");
  const wanted = instance.exhibit.era !== "0.34";
  const after = await changedFrom(instance, before);
  const evidence = `before ${before}, after ${after}`;
  const what = wanted
    ? "SIGHUP changes the fingerprint on the wire"
    : "SIGHUP leaves the old certificate on the wire";
  report.check(what, (after !== before) === wanted && /^[0-9a-f]{64}$/.test(after), evidence);
  report.check("the same process serves it", daemon.running(), `process ${daemon.pid} ended`);
}

/** The fingerprint once it differs, or the last one when the time is over. */
async function changedFrom(instance: Instance, before: string): Promise<string> {
  const end = performance.now() + patience;
  let now = await fingerprint(instance);
  while (now === before && performance.now() < end) {
    await sleep(400);
    now = await fingerprint(instance);
  }
  return now;
}

/** SHA-256 of the certificate served on 8448; empty where none is. */
async function fingerprint(instance: Instance): Promise<string> {
  const script = `import ssl, socket, hashlib
context = ssl._create_unverified_context()
with socket.create_connection(("127.0.0.1", 8448), 5) as tcp:
    with context.wrap_socket(tcp) as tls:
        print(hashlib.sha256(tls.getpeercert(True)).hexdigest())`;
  const { stdout } = await instance.run([venvPython(instance.exhibit), "-c", script]);
  return stdout.trim();
}
