import { lazy, Suspense, useEffect, type ReactNode } from "react";
import { useEngine } from "../state/use-engine.ts";
import { Home } from "./home.tsx";
import { HostPrompt } from "./host-prompt.tsx";
import { Name } from "./name.tsx";

/** Stations that nobody sees first; their script comes after the first screen. */
const LATER = {
  host: async () => ({ default: (await import("./host.tsx")).Host }),
  questions: async () => ({ default: (await import("./questions.tsx")).Questions }),
  plan: async () => ({ default: (await import("./plan.tsx")).Plan }),
  preflight: async () => ({ default: (await import("./preflight.tsx")).Preflight }),
  apply: async () => ({ default: (await import("./apply.tsx")).Apply }),
  proof: async () => ({ default: (await import("./proof.tsx")).Proof }),
};
const Host = lazy(LATER.host);
const Questions = lazy(LATER.questions);
const Plan = lazy(LATER.plan);
const Preflight = lazy(LATER.preflight);
const Apply = lazy(LATER.apply);
const Proof = lazy(LATER.proof);

/** So long after the first screen the rest is fetched, in ms: then it is there even if Homeport has ended. */
const FETCH_AFTER_MS = 1000;

/** The screen of the station that the draft is at. */
export function StationScreen() {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const fetchNow of Object.values(LATER)) void fetchNow().catch(() => undefined);
    }, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Suspense fallback={null}>{useStation()}</Suspense>
      <HostPrompt />
    </>
  );
}

function useStation(): ReactNode {
  const { page } = useEngine();
  const { draft, practice } = page.wizard;
  // Another world or another name begins its screens anew.
  const key = `${practice ? "practice" : "real"} ${draft.name ?? ""}`;
  switch (draft.station) {
    case "home":
      return <Home />;
    case "name":
      return <Name key={practice ? "practice" : "real"} />;
    case "host":
      return <Host key={key} />;
    case "questions":
      return <Questions key={key} />;
    case "plan":
      return <Plan key={key} />;
    case "preflight":
      return <Preflight key={key} />;
    case "apply":
      return <Apply key={key} />;
    case "proof":
      return <Proof key={key} />;
  }
}
