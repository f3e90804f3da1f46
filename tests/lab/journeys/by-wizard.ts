import { acmeOptions, homeportIn, worldOptions } from "../homeport.ts";
import type { Machine } from "../machine.ts";
import { takeSnapshot } from "../snapshot.ts";
import { webRoot } from "../website.ts";
import { driveWizard, type DrivenWizard, type MachineLogin } from "../wizard.ts";
import { pagesOf, publishNames } from "./delegated.ts";
import type { Context, Journey } from "./journey.ts";
import { proven, settled, unchanged, type Subject } from "./main-job.ts";

/** Journey (b) by the wizard, in a real Chromium, against the real machines (issue 4). */
export const byWizard: readonly Journey[] = [
  {
    id: "w1",
    title: "the wizard in a browser, against the host and the website's machine",
    run: (context) => play(context, "nine.example"),
  },
];

async function play(context: Context, serverName: string): Promise<void> {
  const { lab, report, website } = context;
  const host = await lab.makeHost("synapse-nginx");
  try {
    await publishNames(lab, serverName);
    await settled(host, "inactive");
    const [before, webBefore] = [await takeSnapshot(host), await takeSnapshot(website)];
    const pages = await pagesOf(lab, serverName);
    const clientBase = `https://matrix.${serverName}`;
    const homeport = homeportIn(lab, "w1-check");
    const subject: Subject = { id: "w1", serverName, clientBase, host, homeport };
    const wizard = await driveWizard({
      serverName,
      clientBase,
      host: loginOf(host),
      website: loginOf(website),
      webRoot: webRoot(serverName),
      keyFile: lab.key.file,
      state: homeportIn(lab, "w1").state,
      options: [...worldOptions(lab), ...acmeOptions(lab)],
    });
    try {
      const apply = await playPart(context, wizard, "apply");
      if (apply === null) return;
      const kept = (await pagesOf(lab, serverName)) === pages;
      report.check("the site that was there answers as before", kept);
      const seen = await proven(context, subject);
      const undo = await playPart(context, wizard, "undo");
      if (undo === null) return;
      await unchanged(context, "after undo", host, before);
      await unchanged(context, "after undo", website, webBefore);
      const still = (await pagesOf(lab, serverName)) === pages;
      report.check("the site still answers as before", still);
      report.row({
        journey: "w1 synapse-nginx, wizard in Chromium",
        columns: {
          "welcome to proof, s": apply.toFixed(1),
          "check, s": seen.check.seconds.toFixed(1),
          "join over federation, ms": String(seen.talk.joinMs),
          "undo, s": undo.toFixed(1),
        },
      });
    } finally {
      await wizard.stop();
    }
  } finally {
    await host.discard();
  }
}

function loginOf({ address, hostKey }: Machine): MachineLogin {
  return { address: address.v4, hostKey };
}

/** Reports what a part found; gives its seconds, or null where it did not come to its end. */
async function playPart(
  { report }: Context,
  wizard: DrivenWizard,
  part: "apply" | "undo",
): Promise<number | null> {
  const began = performance.now();
  const { told, failure } = await wizard.play(part);
  for (const [what, good, evidence] of told) report.check(what, good, evidence);
  report.check(`${part} by the wizard comes to its end`, failure === null, failure ?? "");
  return failure === null ? (performance.now() - began) / 1000 : null;
}
