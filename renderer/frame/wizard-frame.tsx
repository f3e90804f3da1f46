import { Button } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import type { Station } from "../../shared/api/wizard-parts.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { isTypedIn } from "../parts/use-key.ts";
import { useEngine } from "../state/use-engine.ts";
import { useWords } from "../words/use-words.ts";
import { Logo } from "./logo.tsx";
import { PracticeBand } from "./practice-band.tsx";
import { PromiseLine } from "./promise-line.tsx";
import { Refused } from "./refused.tsx";
import { Stages } from "./stages.tsx";
import { Tools } from "./tools.tsx";
import { useTitle } from "./use-title.ts";

/** What a station puts into the frame. */
export interface WizardFrameProps {
  readonly station: Station;
  /** The heading, for the window's title. */
  readonly title: string;
  readonly children: ReactNode;
  /** The one filled button. */
  readonly next?: ReactNode;
  readonly more?: ReactNode;
  readonly back?: (() => void) | null;
  readonly slim?: boolean;
  /** Nothing leads away while the host is being changed. */
  readonly locked?: boolean;
  /** What a screen reader is told while it goes on. */
  readonly live?: string;
}

/** The frame of every wizard screen: band, header with stages, main, footer with the promise. */
export function WizardFrame(props: WizardFrameProps) {
  const { station, title, children, next, more, back = null, slim = false, locked = false } = props;
  const words = useWords();
  const { go } = useEngine();
  useTitle(title);
  useLive(props.live ?? "", title);
  useBackKey(back);
  return (
    <div className="fr">
      <PracticeBand />
      <header className="fr-head">
        <button
          type="button"
          className="fr-logo"
          aria-label={words.say("wizard.home")}
          onClick={() => void go("home")}
          disabled={locked}
        >
          <Logo />
          <b aria-hidden>Homeport</b>
        </button>
        <Stages at={station} locked={locked} />
        <Tools />
      </header>
      <main className="fr-main">
        <div className={`fr-in ${slim ? "is-slim" : ""}`}>
          <Refused />
          {children}
        </div>
      </main>
      <footer className="fr-foot">
        <div>
          <div className="fr-mid">
            <PromiseLine />
          </div>
          {more}
          {back !== null && (
            <Button variant="default" onClick={back}>
              {words.say("wizard.back")}
            </Button>
          )}
          {next}
        </div>
      </footer>
    </div>
  );
}

/** Says what a screen reader is told. What the heading says when it takes the focus is not said twice. */
function useLive(live: string, title: string): void {
  const announce = useAnnounce();
  const heard = useRef(title);
  useEffect(() => {
    if (live !== "" && live !== heard.current) announce(live);
    heard.current = "";
  }, [announce, live]);
  // What was to be said of this screen does not hold for the next one.
  useEffect(() => () => announce(""), [announce]);
}

/** Alt and the arrow to the left go back, as in a browser; in a text they may move by a word. */
function useBackKey(back: (() => void) | null): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      if (back === null || !event.altKey || event.key !== "ArrowLeft") return;
      if (isTypedIn(event.target) || document.querySelector("[role=dialog]") !== null) return;
      event.preventDefault();
      back();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [back]);
}
