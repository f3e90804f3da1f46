import { Component, type ReactNode } from "react";
import { NoEngine } from "./no-engine.tsx";

/** Shows words instead of an empty window where a fault of ours stops the page; the engine goes on. */
export class StoppedPage extends Component<
  { readonly children: ReactNode },
  { readonly isStopped: boolean }
> {
  override state = { isStopped: false };

  static getDerivedStateFromError(): { readonly isStopped: boolean } {
    return { isStopped: true };
  }

  override render(): ReactNode {
    return this.state.isStopped ? <NoEngine why="stopped" /> : this.props.children;
  }
}
