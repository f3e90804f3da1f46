import { Button } from "@mantine/core";
import { Bar } from "../parts/bar.tsx";
import { Is, type Shown } from "../parts/glyph.tsx";
import { Broken } from "../parts/wrap.tsx";
import { useNow } from "../parts/use-now.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { needsSomething, RENEW_BELOW, type Server } from "./server-order.ts";

const SHOWN: { readonly [state in Server["state"]]: Shown } = {
  open: "warn",
  undoing: "warn",
  unknown: "warn",
  waiting: "wait",
  undone: "idle",
  superseded: "warn",
  kept: "ok",
};
/** One server: how its last run ended, how long its certificate lives, and the next step. */
export function HomeServer({
  server,
  first,
}: {
  readonly server: Server;
  readonly first: boolean;
}) {
  const words = useWords();
  const { go } = useEngine();
  const now = useNow(60_000);
  const { name, state } = server;
  const isDone = state === "kept" || state === "undone" || state === "superseded";
  const act = words.sayCode("wizard.home-act", state);
  const open = (): void => {
    if (!isDone) void go("apply", { name });
    else void go(state === "undone" ? "name" : "proof", { name });
  };
  return (
    <li className="card sv">
      <div>
        <h2 className="h3">
          <bdi>{name}</bdi>
        </h2>
        <Is state={SHOWN[state]}>
          <b>{words.sayCode("wizard.home-state", state)}</b>
        </Is>
        <p className="small ink2">
          {words.say("wizard.home-screen.when", { at: words.clock(server.at, now) })}
        </p>
      </div>
      <div className="second ink2">
        {server.host !== null && (
          <Broken text={words.say("wizard.home-screen.on", { host: server.host })} />
        )}
      </div>
      <Life server={server} />
      <Button
        variant={first && needsSomething(server) ? "filled" : "default"}
        onClick={open}
        aria-label={`${act}: ${name}`}
      >
        {act}
      </Button>
    </li>
  );
}

function Life({ server }: { readonly server: Server }) {
  const words = useWords();
  const { lifeLeftShare: share, certificate } = server;
  if (share === null) return <div />;
  const label = words.say("wizard.home-screen.life", { share: Math.round(share * 100) });
  return (
    <div>
      <p className="cap">{words.say("wizard.home-screen.certificate")}</p>
      <Bar share={share} state={share < RENEW_BELOW ? "warn" : "ok"} label={label} />
      <p className="small ink2">
        {label}
        {typeof certificate?.notAfter === "string" &&
          ` · ${words.say("wizard.home-screen.ends", { date: words.day(certificate.notAfter) })}`}
      </p>
    </div>
  );
}
