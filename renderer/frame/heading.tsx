import { useLayoutEffect, useRef, type ReactNode } from "react";
import { Glyph, type Shown } from "../parts/glyph.tsx";

interface HeadingProps {
  readonly children: ReactNode;
  readonly lead?: ReactNode;
  readonly state?: Shown;
  readonly first?: boolean;
  readonly cap?: string;
  /** Takes the focus when the screen comes; false where a field takes it. */
  readonly focus?: boolean;
  /** Another value is another screen in the same place, which takes the focus anew. */
  readonly entry?: string;
  readonly id?: string;
}

/**
 * The finding of the screen. It takes the focus when another screen comes, so that a reader begins there;
 * a finding that becomes another one while somebody reads or types takes it from nobody.
 */
export function Heading(props: HeadingProps) {
  const { children, lead, state, first = false, cap, focus = true, entry = "", id } = props;
  return (
    <div className="fr-finding">
      {state !== undefined && <Glyph state={state} size={30} />}
      <div>
        {cap !== undefined && <p className="cap">{cap}</p>}
        <Entry key={entry} className={`h1 ${first ? "h1-first" : ""}`} focus={focus} id={id}>
          {children}
        </Entry>
        {lead !== undefined && <p className={first ? "lead" : "ink2 prose"}>{lead}</p>}
      </div>
    </div>
  );
}

interface EntryProps extends Pick<HeadingProps, "children" | "focus"> {
  readonly id: string | undefined;
  readonly className: string;
}

function Entry({ children, focus = true, id, className }: EntryProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  // Before the screen is drawn: whoever presses a key at once is there already.
  useLayoutEffect(() => {
    if (!focus || ref.current === null) return;
    ref.current.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [focus]);
  return (
    <h1 className={className} tabIndex={-1} ref={ref} id={id}>
      {children}
    </h1>
  );
}
