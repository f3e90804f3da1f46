import { selfSigned } from "../authority.ts";
import { acmeOptions, homeportIn, loginOptions, told, type Answer, type Ran } from "../homeport.ts";
import type { Machine } from "../machine.ts";
import { takeSnapshot } from "../snapshot.ts";
import { oldServerFiles } from "../synapse-files.ts";
import { webRoot } from "../website.ts";
import { pagesOf, publishNames } from "./delegated.ts";
import type { Context, Journey } from "./journey.ts";
import {
  ended,
  nothingToDo,
  proven,
  settled,
  tellJourney,
  unchanged,
  undone,
  type Subject,
} from "./main-job.ts";
import { compare, erasOf } from "./modelled.ts";

interface Story {
  readonly id: string;
  readonly serverName: string;
  /** Port in the SRV record that was there from the start. */
  readonly recordPort: number;
  /** Whether the record can stay as it is. */
  readonly follows: boolean;
  /** The port that peers and users are led to. */
  readonly port: number;
  /** An old server that is up, or a fresh machine. */
  readonly fresh: "active" | "inactive";
}

/** Journey (c): an old `_matrix._tcp` record beside a new `.well-known`, certificate for the delegated name. */
export const keptRecord: readonly Journey[] = [
  {
    id: "c1",
    title: "an old server with a certificate of its own making, whose SRV record stays",
    run: (context) =>
      play(context, {
        id: "c1",
        serverName: "seven.example",
        recordPort: 8448,
        follows: true,
        port: 8448,
        fresh: "active",
      }),
  },
  {
    id: "c2",
    title: "an SRV record that leads nowhere, which its owner changes for the sake of 0.34",
    run: (context) =>
      play(context, {
        id: "c2",
        serverName: "eight.example",
        recordPort: 8448,
        follows: false,
        port: 443,
        fresh: "inactive",
      }),
  },
];

async function play(context: Context, story: Story): Promise<void> {
  const { lab, website, report } = context;
  const { serverName, id } = story;
  const host = await oldHost(context, story);
  try {
    await publishNames(lab, serverName, [srvLine(serverName, story.recordPort)]);
    await settled(host, story.fresh);
    const [before, webBefore] = [await takeSnapshot(host), await takeSnapshot(website)];
    const pages = await pagesOf(lab, serverName);
    const homeport = homeportIn(lab, id);
    const clientBase = `https://matrix.${serverName}${story.port === 443 ? "" : `:${story.port}`}`;
    const subject: Subject = { id, serverName, clientBase, host, homeport };
    const login = [
      ...loginOptions(lab, host, "root"),
      ...loginOptions(lab, website, "root", "web-"),
    ];
    const words = [
      serverName,
      ...login,
      "--web-root",
      webRoot(serverName),
      ...acmeOptions(lab),
      "--set",
      "audience=0.34,0.99,1.0,1.93",
    ];
    const plan = await homeport.run(["plan", ...words]);
    planSays(context, plan, story);
    const eras = erasOf(plan.answer);
    if (eras === null) return;
    await compare(context, homeport, serverName, { step: "the beginning", view: eras.now });
    const applied = await applyAll(context, subject, story, ["apply", ...words, "--yes"]);
    if (applied === null) return;
    await compare(context, homeport, serverName, { step: "the end", view: eras.end });
    const seen = await proven(context, subject);
    await nothingToDo(context, subject, ["apply", ...words, "--yes"]);
    const undo = await undone(context, subject, login, before);
    await unchanged(context, "after undo", website, webBefore);
    report.check("the site still answers as before", (await pagesOf(lab, serverName)) === pages);
    tellJourney(context, `${id} synapse-nginx, root`, applied, seen, undo);
  } finally {
    await host.discard();
  }
}

function srvLine(serverName: string, port: number): string {
  return `_matrix._tcp SRV 10 5 ${port} matrix.${serverName}.`;
}

async function oldHost({ lab }: Context, { serverName, fresh }: Story): Promise<Machine> {
  if (fresh === "inactive") return lab.makeHost("synapse-nginx");
  const pair = await selfSigned(`matrix.${serverName}`);
  return lab.makeHost("synapse-nginx", oldServerFiles(serverName, pair));
}

/** Asserts what the plan says of the record and the certificate: for whom it stays, and until when. */
function planSays({ report }: Context, plan: Ran, story: Story): void {
  const { answer } = plan;
  report.check("plan: exit 0", plan.code === 0, told(plan));
  const publish = answer?.["publish"] as { readonly records: readonly Change[] } | undefined;
  const changes = (publish?.records ?? []).map((each) => `${each.change} ${each.value}`);
  const value = `10 5 ${story.port} matrix.${story.serverName}`;
  const wanted = story.follows ? `keep ${value}` : `change ${value}`;
  report.check(`the plan: ${wanted}`, changes.join("; ") === wanted, changes.join("; "));
  const certificate = answer?.certificate as { readonly names?: readonly string[] } | null;
  const names = certificate?.names?.join(", ") ?? "none";
  report.check(
    "the certificate is for the delegated name",
    names === `matrix.${story.serverName}`,
    names,
  );
  if (!story.follows) return;
  const reasons = JSON.stringify(answer?.["reasons"] ?? []);
  const told0 = /software up to 0\.34 .*can go once no server up to 0\.34 matters/.test(reasons);
  report.check("it says for whom the record stays and until when", told0, reasons);
}

interface Change {
  readonly change: string;
  readonly value: string;
}

/** Applies to the end; where the record has to be changed, its owner does so when asked. */
async function applyAll(
  context: Context,
  subject: Subject,
  story: Story,
  words: readonly string[],
): Promise<{ seconds: number; roundTrips: number } | null> {
  const { homeport, serverName } = subject;
  const first = await homeport.run(words);
  if (story.follows) {
    if (!ended(context, "apply", first, 0, "kept")) return null;
    return { seconds: first.seconds, roundTrips: first.answer?.roundTrips ?? 0 };
  }
  if (!ended(context, "apply, until the record's owner is needed", first, 4, "waiting"))
    return null;
  const record = JSON.stringify(first.answer?.waiting ?? null);
  const asked = record.includes(`10 5 ${story.port} matrix.${serverName}`);
  context.report.check("it shows the record to set", asked, record);
  await publishNames(context.lab, serverName, [srvLine(serverName, story.port)]);
  const second = await homeport.run(words);
  if (!ended(context, "apply again, once the record is seen", second, 0, "kept")) return null;
  const trips = (answer: Answer | null): number => answer?.roundTrips ?? 0;
  return {
    seconds: first.seconds + second.seconds,
    roundTrips: trips(first.answer) + trips(second.answer),
  };
}
