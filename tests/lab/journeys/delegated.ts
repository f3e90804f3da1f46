import { trustFile } from "../federate.ts";
import {
  acmeOptions,
  homeportIn,
  loginOptions,
  told,
  type Answer,
  type AskedFile,
} from "../homeport.ts";
import type { Lab } from "../lab.ts";
import type { Machine } from "../machine.ts";
import { addresses } from "../places.ts";
import { takeSnapshot } from "../snapshot.ts";
import { webRoot } from "../website.ts";
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

/** Journey (b): delegation by `.well-known` to nginx on the host; the domain's website is another machine. */
export const delegated: readonly Journey[] = [
  {
    id: "b1",
    title: "the website is a second SSH target",
    run: (context) => play(context, "b1", "three.example", bySsh),
  },
  {
    id: "b2",
    title: "the website belongs to another person",
    run: (context) => play(context, "b2", "four.example", byPerson),
  },
];

/** Plays `apply` for one kind of website; gives the seconds and round trips of all its runs. */
type Way = (
  context: Context,
  subject: Subject,
  words: readonly string[],
) => Promise<{ seconds: number; roundTrips: number; words: readonly string[] } | null>;

async function play(context: Context, id: string, serverName: string, way: Way): Promise<void> {
  const { lab, report, website } = context;
  const host = await lab.makeHost("synapse-nginx");
  try {
    await publishNames(lab, serverName);
    await settled(host, "inactive");
    const [before, webBefore] = [await takeSnapshot(host), await takeSnapshot(website)];
    const pages = await pagesOf(lab, serverName);
    const homeport = homeportIn(lab, id);
    const clientBase = `https://matrix.${serverName}`;
    const subject: Subject = { id, serverName, clientBase, host, homeport };
    const login = loginOptions(lab, host, "root");
    const words = ["apply", serverName, ...login, ...acmeOptions(lab), "--yes"];
    const applied = await way(context, subject, words);
    if (applied === null) return;
    report.check(
      "the site that was there answers as before",
      (await pagesOf(lab, serverName)) === pages,
    );
    const seen = await proven(context, subject);
    await nothingToDo(context, subject, applied.words);
    const web = applied.words.includes("--web-host")
      ? loginOptions(lab, website, "root", "web-")
      : [];
    const undo = await undone(context, subject, [...login, ...web], before);
    if (web.length === 0) await website.must(`rm -rf ${webRoot(serverName)}/.well-known`);
    await unchanged(context, "after undo", website, webBefore);
    report.check("the site still answers as before", (await pagesOf(lab, serverName)) === pages);
    tellJourney(context, `${id} synapse-nginx, root`, applied, seen, undo);
  } finally {
    await host.discard();
  }
}

/** The name on the website, `matrix.` and the name on the host; `more` are further lines of the zone. */
export async function publishNames(
  lab: Lab,
  serverName: string,
  more: readonly string[] = [],
): Promise<void> {
  const { host, website } = addresses;
  await lab.dns.publish({
    [serverName]: [
      `@ A ${website.v4}`,
      `@ AAAA ${website.v6}`,
      `matrix A ${host.v4}`,
      `matrix AAAA ${host.v6}`,
      ...more,
    ],
  });
}

const bySsh: Way = async (context, subject, words) => {
  const { lab, website } = context;
  const web = [
    ...loginOptions(lab, website, "root", "web-"),
    "--web-root",
    webRoot(subject.serverName),
  ];
  const whole = [...words, ...web];
  const apply = await subject.homeport.run(whole);
  if (!ended(context, "apply", apply, 0, "kept")) return null;
  return { seconds: apply.seconds, roundTrips: apply.answer?.roundTrips ?? 0, words: whole };
};

const byPerson: Way = async (context, subject, words) => {
  const whole = [...words, "--set", "web=other"];
  const first = await subject.homeport.run(whole);
  if (!ended(context, "apply, until the other person is needed", first, 4, "waiting")) return null;
  const asked = askedFiles(first.answer);
  const shown = JSON.stringify(first.answer?.waiting);
  context.report.check("it says which file goes where", asked.length > 0, shown);
  const message = first.answer?.waiting?.["message"];
  const helpful = typeof message === "string" && asked.every((file) => message.includes(file.url));
  context.report.check("it has a message to send", helpful, String(message));
  for (const file of asked) await putFile(context.website, subject.serverName, file);
  const second = await subject.homeport.run(whole);
  if (!ended(context, "apply again, once the file is there", second, 0, "kept")) return null;
  const roundTrips = (first.answer?.roundTrips ?? 0) + (second.answer?.roundTrips ?? 0);
  return { seconds: first.seconds + second.seconds, roundTrips, words: whole };
};

/** The files that the waiting document asks for. */
function askedFiles(answer: Answer | null): readonly AskedFile[] {
  const waiting = answer?.waiting;
  const one = waiting?.file;
  const files = waiting?.files ?? (one === null || one === undefined ? [] : [one]);
  return files.filter((file) => file.url.includes("/.well-known/matrix/") && file.content !== "");
}

/** Does what the other person would: puts a file below the site's root. */
async function putFile(website: Machine, serverName: string, asked: AskedFile): Promise<void> {
  const target = `${webRoot(serverName)}${new URL(asked.url).pathname}`;
  await website.must(`mkdir -p "$(dirname ${target})"; cat > ${target}`, { input: asked.content });
}

/** Status, headers and bytes of the site's pages over both ports, without the time. */
export async function pagesOf(lab: Lab, serverName: string): Promise<string> {
  const routes = ["/", "/about.txt", "/nothing-here"];
  const urls = routes.flatMap((route) => [
    `http://${serverName}${route}`,
    `https://${serverName}${route}`,
  ]);
  const got = await lab.inLab(["curl", "-sS", "-i", "--cacert", trustFile(lab), ...urls]);
  if (got.code !== 0) throw new Error(told({ ...got, answer: null, events: [] }));
  return got.stdout.replaceAll(/^date:.*$/gim, "");
}
