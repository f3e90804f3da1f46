import { useElementSize, useMediaQuery, useMergedRef } from "@mantine/hooks";
import { useRef, type ReactNode } from "react";
import { Wrap } from "../parts/wrap.tsx";
import { useWords } from "../words/use-words.ts";
import { placesOf, type Places } from "./line-paths.ts";
import { Berth, Marker, Ship } from "./marker.tsx";
import { FamilyNames, Line, ThreadName, TrackNames } from "./route-line.tsx";
import { RouteList } from "./route-list.tsx";
import { SHORE } from "./line-paths.ts";
import { shortName } from "./short-name.ts";
import { stopButton } from "./stop-keys.ts";
import { useEraFade } from "./use-line-motion.ts";
import { seaOf, type Stop, type StopId, type Way } from "./way.ts";

/** Below this width (px) values and the names of tracks have no room. */
const NARROW = 940;

/** What a route picture shows. */
export interface RoutePictureProps {
  readonly way: Way;
  /** Name of the figure. */
  readonly label: string;
  /** The whole way in one sentence. */
  readonly say: string;
  /** Whose server comes. */
  readonly from: string;
  readonly compact?: boolean;
  readonly flat?: boolean;
  /** A heading on the ground, where room is short. */
  readonly head?: ReactNode;
  readonly noZones?: boolean;
  readonly picked?: StopId | null;
  readonly onPick?: (id: StopId) => void;
}

/** How a server reaches yours, as one line with eight stops. */
export function RoutePicture(props: RoutePictureProps) {
  const { way, compact = false, head, noZones = false, label, say } = props;
  const { ref, width } = useElementSize();
  const picture = useRef<HTMLElement>(null);
  const measured = useMergedRef(ref, picture);
  useEraFade(picture, props.from);
  const isPhone = useMediaQuery("(max-width: 40em)", false, { getInitialValueInEffect: false });
  if (isPhone || props.flat === true) return <RouteList {...props} />;
  const isNarrow = width < NARROW;
  const zones = !noZones && head === undefined;
  const places = placesOf(way, { width, compact, headed: head !== undefined, zones });
  const shore = places.lead + places.column * SHORE;
  return (
    <figure
      className={`rt ${compact ? "is-compact" : ""} ${isNarrow ? "is-narrow" : ""}`}
      ref={measured}
      aria-label={label}
    >
      {head !== undefined && <div className="rt-head">{head}</div>}
      {zones && <Zones way={way} shore={shore} />}
      <Ground height={places.height} shore={shore} />
      {width > 0 && <Line way={way} places={places} width={width} />}
      {width > 0 && <ThreadName way={way} places={places} />}
      <span className="rt-from" style={{ top: places.upper - 22, width: places.lead }}>
        <Ship />
      </span>
      <span className="rt-whose" aria-hidden style={{ top: places.height + 8, width: places.lead }}>
        {props.from}
      </span>
      {width > 0 && !isNarrow && <TrackNames way={way} places={places} />}
      {width > 0 && <FamilyNames way={way} places={places} />}
      <Stops {...props} places={places} values={!isNarrow && !compact} />
      <figcaption className="vh">{say}</figcaption>
    </figure>
  );
}

function Zones({ way, shore }: { readonly way: Way; readonly shore: number }) {
  const words = useWords();
  return (
    <div className="rt-zones" aria-hidden>
      <span style={{ width: shore }}>
        {words.sayCode("wizard.route", seaOf(way), { name: shortName(way.top) })}
      </span>
      <span>{words.say("wizard.route.land", { name: shortName(way.low ?? way.top) })}</span>
    </div>
  );
}

function Ground({ height, shore }: { readonly height: number; readonly shore: number }) {
  return (
    <div className="rt-ground" aria-hidden style={{ height }}>
      <i style={{ width: shore }}>
        <svg className="rt-depth" preserveAspectRatio="xMinYMin slice" viewBox="0 0 720 180">
          <path d="M0 46C60 35 120 57 180 46S300 57 360 46S480 57 540 46S660 57 720 46M-70 76C-10 61 50 91 110 76S230 91 290 76S410 91 470 76S590 91 650 76S770 91 830 76M-120 108C-60 97 0 119 60 108S180 119 240 108S360 119 420 108S540 119 600 108S720 119 780 108M-30 138C30 124 90 152 150 138S270 152 330 138S450 152 510 138S630 152 690 138" />
        </svg>
      </i>
      <b />
    </div>
  );
}

interface StopsProps extends RoutePictureProps {
  readonly places: Places;
  readonly values: boolean;
}

function Stops({ way, places, values, picked, onPick }: StopsProps) {
  const words = useWords();
  const columns = `repeat(${way.stops.length}, minmax(0, 1fr))`;
  return (
    <ol
      className="rt-stops"
      style={{ paddingInlineStart: places.lead, gridTemplateColumns: columns }}
    >
      {way.stops.map((stop, index) => (
        <li
          key={stop.id}
          className={`rt-stop m-${stop.mark} ${picked === stop.id ? "is-picked" : ""}`}
        >
          <span className="rt-at" style={{ top: places.y(index) - 13 }}>
            {stop.id === "synapse" && stop.mark === "ok" ? (
              <Berth mark={stop.mark} />
            ) : (
              <Marker mark={stop.mark} />
            )}
          </span>
          {onPick === undefined ? (
            <div className="rt-hit" style={{ paddingTop: places.height + 4 }}>
              <StopText stop={stop} values={values} />
            </div>
          ) : (
            <button
              className="rt-hit"
              style={{ paddingTop: places.height + 4 }}
              {...stopButton(stop.id, { index, way, rtl: words.rtl, onPick, picked })}
            >
              <StopText stop={stop} values={values} />
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

function StopText({ stop, values }: { readonly stop: Stop; readonly values: boolean }) {
  const words = useWords();
  return (
    <span className="rt-text">
      <span className="rt-label">{words.sayCode("wizard.stops", stop.id)}</span>
      <span className="vh">, </span>
      <span className="rt-word">{words.sayCode("wizard.stop", stop.word)}</span>
      {values && stop.value !== null && (
        <span className="rt-value mono">
          <Wrap text={stop.value} />
        </span>
      )}
    </span>
  );
}
