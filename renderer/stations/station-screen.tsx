import { useEngine } from "../state/use-engine.ts";
import { Apply } from "./apply.tsx";
import { Home } from "./home.tsx";
import { Host } from "./host.tsx";
import { Name } from "./name.tsx";
import { Plan } from "./plan.tsx";
import { Preflight } from "./preflight.tsx";
import { Proof } from "./proof.tsx";
import { Questions } from "./questions.tsx";

/** The screen of the station that the draft is at. */
export function StationScreen() {
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
