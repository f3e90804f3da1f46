import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { Heading } from "../frame/heading.tsx";
import { PlainFrame } from "../frame/plain-frame.tsx";
import { useEngine } from "../state/use-engine.ts";
import type { Page } from "../state/wizard.ts";
import { useWords } from "../words/use-words.ts";
import { HomeServer } from "./home-server.tsx";
import { byNeed, needsSomething } from "./server-order.ts";
import { OpenPlan } from "./open-plan.tsx";
import { useEnterPractice } from "./use-enter-practice.ts";
import { Welcome } from "./welcome.tsx";

/** Every server with a run, the worst first; where there is none yet, the welcome. */
export function Home() {
  const words = useWords();
  const { page, call, tell } = useEngine();
  useServers();
  const { servers, wizard } = page;
  if (servers.length === 0 && wizard.draft.name === null) return <Welcome />;
  const isBegun = isUnfinished(page);
  const count = servers.filter(needsSomething).length + (isBegun ? 1 : 0);
  const title = words.say("wizard.home-screen.title", { count });
  const begin = async (): Promise<void> => {
    const reply = await call("wizard.reset", {});
    if (reply?.ok !== true) return;
    tell({ event: "state", state: reply.value });
    const gone = await call("wizard.answer", { station: "name" });
    if (gone?.ok === true) tell({ event: "state", state: gone.value });
  };
  return (
    <PlainFrame title={title}>
      <div className="stack g20">
        <div className="row between top">
          <Heading lead={words.say("wizard.home-screen.lead")}>{title}</Heading>
          <Button
            variant={count === 0 ? "filled" : "default"}
            leftSection={<IconPlus size={18} />}
            onClick={() => void begin()}
          >
            {words.say("wizard.home-screen.add")}
          </Button>
        </div>
        {isBegun && <Unfinished first={count === 1} />}
        <ul className="stack g10">
          {byNeed(servers).map((server, index) => (
            <HomeServer key={server.run} server={server} first={index === 0} />
          ))}
        </ul>
        <Besides />
      </div>
    </PlainFrame>
  );
}

/** Asks for the servers when the screen comes and when it is looked at again; a run that ends is told by the provider. */
function useServers(): void {
  const { call, tell } = useEngine();
  useEffect(() => {
    let isNewest = true;
    const ask = async (): Promise<void> => {
      const reply = await call("home.list", {});
      if (reply?.ok === true && isNewest) tell({ event: "home", servers: reply.value.servers });
    };
    const askIfShown = (): void => {
      if (document.visibilityState === "visible") void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", askIfShown);
    return () => {
      isNewest = false;
      document.removeEventListener("visibilitychange", askIfShown);
    };
    // The engine is another object after each change of the page; what is asked stays the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
}

/** What else can be begun here: a plan from a file, and practice. */
function Besides() {
  const words = useWords();
  const { page } = useEngine();
  const enter = useEnterPractice();
  return (
    <div className="row g20">
      <OpenPlan />
      {!page.wizard.practice && (
        <button type="button" className="away" onClick={() => void enter()}>
          {words.say("wizard.welcome.start-practice")}
        </button>
      )}
    </div>
  );
}

/** Whether a name was begun that has no run yet. */
function isUnfinished({ wizard, servers }: Page): boolean {
  const { name } = wizard.draft;
  return name !== null && servers.every((server) => server.name !== name);
}

/** A name that was begun and has no run yet; `first`: nothing else has to be done. */
function Unfinished({ first }: { readonly first: boolean }) {
  const words = useWords();
  const { page, go } = useEngine();
  const { name } = page.wizard.draft;
  return (
    <section className="card row between">
      <div className="grow">
        <h2 className="h3">
          <bdi>{name}</bdi>
        </h2>
        <p className="second ink2">{words.say("wizard.home-screen.unfinished")}</p>
      </div>
      <Button variant={first ? "filled" : "default"} onClick={() => void go("name")}>
        {words.say("wizard.home-screen.go-on")}
      </Button>
    </section>
  );
}
