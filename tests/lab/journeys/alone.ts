import { preseededName, type Kind } from "../base.ts";
import { acmeOptions, homeportIn, loginOptions } from "../homeport.ts";
import { addresses } from "../places.ts";
import { takeSnapshot } from "../snapshot.ts";
import type { Context, Journey } from "./journey.ts";
import {
  ended,
  nothingToDo,
  proven,
  settled,
  tellJourney,
  undone,
  type Subject,
} from "./main-job.ts";

interface Alone {
  readonly id: string;
  readonly kind: Exclude<Kind, "nginx">;
  readonly fresh: "inactive" | "failing";
  readonly serverName: string;
  readonly user: string;
}

/** Journey (a): the server name points at the host, and Synapse itself ends TLS on 8448. */
export const alone: readonly Journey[] = [
  {
    id: "a1",
    title: "a Synapse installed with nobody to answer, as root",
    run: (context) =>
      play(context, {
        id: "a1",
        kind: "synapse",
        fresh: "inactive",
        serverName: "one.example",
        user: "root",
      }),
  },
  {
    id: "a2",
    title: "a Synapse with a preseeded name that crash-loops, by a sudo user",
    run: (context) =>
      play(context, {
        id: "a2",
        kind: "named",
        fresh: "failing",
        serverName: preseededName,
        user: "admin",
      }),
  },
];

async function play(context: Context, story: Alone): Promise<void> {
  const { lab } = context;
  const { host: at } = addresses;
  await lab.dns.publish({ [story.serverName]: [`@ A ${at.v4}`, `@ AAAA ${at.v6}`] });
  const host = await lab.makeHost(story.kind);
  try {
    await settled(host, story.fresh);
    const before = await takeSnapshot(host);
    const homeport = homeportIn(lab, story.id);
    const clientBase = `https://${story.serverName}:8448`;
    const subject: Subject = { ...story, host, homeport, clientBase };
    const login = loginOptions(lab, host, story.user);
    const words = ["apply", story.serverName, ...login, ...acmeOptions(lab), "--yes"];
    const apply = await homeport.run(words);
    if (!ended(context, "apply", apply, 0, "kept")) return;
    await keptClean(context, subject);
    const seen = await proven(context, subject);
    await nothingToDo(context, subject, words);
    const undo = await undone(context, subject, login, before);
    const applied = { seconds: apply.seconds, roundTrips: apply.answer?.roundTrips };
    tellJourney(context, `${story.id} ${story.kind}, ${story.user}`, applied, seen, undo);
  } finally {
    await host.discard();
  }
}

/** Asserts what must hold on the host after journey (a), beside federating. */
async function keptClean(context: Context, subject: Subject): Promise<void> {
  const { report } = context;
  const key = `/etc/homeport/tls/${subject.serverName}/privkey.pem`;
  const mode = (await subject.host.ssh(`stat -c '%a %F' ${key}`)).stdout.trim();
  report.check("the key is nobody else's to read", /^[46][04]0 regular file$/.test(mode), mode);
  const others = await subject.host.ssh(`runuser -u ops -- cat ${key}`);
  report.check("another user cannot read the key", others.code !== 0);
  const port80 = (await subject.host.ssh("ss -Hltn sport = :80")).stdout.trim();
  report.check("nothing is left on port 80", port80 === "", port80);
  const conffile = await subject.host.ssh("dpkg --verify matrix-synapse");
  report.check(
    "the package's own files are untouched",
    conffile.stdout.trim() === "",
    conffile.stdout,
  );
}
