import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Daemon } from "../lab/daemon.ts";
import type { Report } from "../lab/report.ts";
import { waitFor } from "../lab/wait.ts";
import { ownCertificate } from "./files.ts";
import type { Museum } from "./museum.ts";
import {
  commonSettings,
  isOpen,
  listener,
  makeInstance,
  opens,
  tlsPaths,
  type Instance,
} from "./synapse.ts";
import type { Exhibit } from "./versions.ts";

/** What 0.99.0 does at its start with certificate files and `no_tls` (knowledge page of the museum, "Start behaviour"). */
export async function showStarts(museum: Museum, exhibit: Exhibit, report: Report): Promise<void> {
  const { group, roots } = museum;
  const instance = await makeInstance({ group, exhibit, name: `${exhibit.version}-start`, roots });
  await report.part(`${exhibit.version}: start without certificate files (#4554)`, async () => {
    await withoutCertificate(instance, report);
    await withAnyCertificate(museum, instance, report);
  });
  await report.part(`${exhibit.version}: no_tls beside a TLS listener`, () =>
    withNoTls(museum, instance, report),
  );
}

const noFileError = /Error accessing file '[^']*\.tls\.crt' \(config for tls_certificate\)/;

/**
 * #4554: even with a plain listener alone the default certificate file is demanded. The exit is swallowed inside Twisted,
 * so the process stays; not one of its ports opens (synapse@v0.99.0 synapse/app/homeserver.py, `start`).
 */
async function withoutCertificate(instance: Instance, report: Report): Promise<void> {
  for (const ending of ["crt", "key"])
    rmSync(path.join(instance.dir, `${instance.serverName}.tls.${ending}`), { force: true });
  const settings = `${commonSettings}listeners:\n${listener(8008, false)}`;
  for (const [more, how] of [
    ["", "a plain listener alone"],
    ["no_tls: true\n", "no_tls besides"],
  ] as const) {
    const daemon = await untilError(instance, `${settings}${more}`, noFileError);
    const said = noFileError.test(daemon.log());
    report.check(
      `without a certificate file, ${how}: it names the file`,
      said,
      daemon.log().slice(-300),
    );
    report.check("and opens no port", !(await isOpen(instance, 8008)), "port 8008 opened");
    await daemon.stop();
  }
}

/** The workaround: any certificate file will do, with `no_tls` not even its key is needed. */
async function withAnyCertificate(
  museum: Museum,
  instance: Instance,
  report: Report,
): Promise<void> {
  const pair = await ownCertificate(museum, instance, "any");
  const missing = path.join(instance.dir, "missing.key");
  const settings = `${commonSettings}no_tls: true\n${tlsPaths(pair.certificate, missing)}`;
  const daemon = instance.start(`${settings}listeners:\n${listener(8008, false)}`);
  const isUp = await opens(instance, daemon, 8008);
  await daemon.stop();
  report.check(
    "with any certificate file, no_tls and no key it starts",
    isUp,
    daemon.log().slice(-300),
  );
}

const noTlsError = /Listener on port 8448 has TLS enabled, but no_tls is set/;

/** `no_tls` with a TLS listener: the process lives, and the listeners from that one on never open. */
async function withNoTls(museum: Museum, instance: Instance, report: Report): Promise<void> {
  const pair = await ownCertificate(museum, instance, "no-tls");
  const settings = `${commonSettings}no_tls: true\n${tlsPaths(pair.certificate, pair.key)}listeners:\n`;
  const [plain, tls] = [listener(8008, false), listener(8448, true)];
  const first = await untilError(instance, `${settings}${plain}${tls}`, noTlsError);
  const firstOpen = [await isOpen(instance, 8008), await isOpen(instance, 8448)];
  report.check(
    "plain listener first: it is open, 8448 is not",
    String(firstOpen) === "true,false",
    String(firstOpen),
  );
  report.check("and the process is alive", first.running());
  await first.stop();
  const second = await untilError(instance, `${settings}${tls}${plain}`, noTlsError);
  const secondOpen = [await isOpen(instance, 8008), await isOpen(instance, 8448)];
  report.check(
    "TLS listener first: no port is open",
    String(secondOpen) === "false,false",
    String(secondOpen),
  );
  report.check("and the process is alive, though dead to all", second.running());
  await second.stop();
}

/** Starts it and waits until it has logged the error or has ended, and a little longer, for ports that open late. */
async function untilError(instance: Instance, settings: string, error: RegExp): Promise<Daemon> {
  const daemon = instance.start(settings);
  const probe = (): Promise<true | undefined> =>
    Promise.resolve(error.test(daemon.log()) || !daemon.running() ? true : undefined);
  const what = `${instance.exhibit.version}: ${error.source}`;
  await waitFor(what, probe, { within: 120_000, every: 300 });
  await sleep(2000);
  return daemon;
}
