import { useEffect, useRef, type ReactNode } from "react";
import { Glyph, type Shown } from "../parts/glyph.tsx";

interface HeadingProps {
  readonly children: ReactNode;
  readonly lead?: ReactNode;
  readonly state?: Shown;
  readonly first?: boolean;
  readonly cap?: string;
  /** Takes the focus when the screen comes; false where a field takes it. */
  readonly focus?: boolean;
  readonly id?: string;
}

/** The finding of the screen. It takes the focus when another screen comes, so that a reader begins there. */
export function Heading({
  children,
  lead,
  state,
  first = false,
  cap,
  focus = true,
  id,
}: HeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  const text = typeof children === "string" ? children : "";
  useEffect(() => {
    if (!focus || text === "" || ref.current === null) return;
    ref.current.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [focus, text]);
  return (
    <div className="fr-finding">
      {state !== undefined && <Glyph state={state} size={30} />}
      <div>
        {cap !== undefined && <p className="cap">{cap}</p>}
        <h1 className={`h1 ${first ? "h1-first" : ""}`} tabIndex={-1} ref={ref} id={id}>
          {children}
        </h1>
        {lead !== undefined && <p className={first ? "lead" : "ink2 prose"}>{lead}</p>}
      </div>
    </div>
  );
}
