import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";
import { PracticeBand } from "./practice-band.tsx";
import { Refused } from "./refused.tsx";
import { Tools } from "./tools.tsx";
import { useTitle } from "./use-title.ts";

/** The frame of the home screens: no stages, no promise, for nothing is under way. */
export function PlainFrame({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  useTitle(title);
  return (
    <div className="fr">
      <PracticeBand />
      <header className="fr-head">
        <span className="fr-logo is-plain">
          <Logo />
          <b>Homeport</b>
        </span>
        <Tools />
      </header>
      <main className="fr-main">
        <div className="fr-in">
          <Refused />
          {children}
        </div>
      </main>
    </div>
  );
}
