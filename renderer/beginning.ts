import { begin } from "./begin.ts";

/**
 * The engine's first answers, asked for at once. The build makes this small file a script of its own that
 * runs before the page's (`build/build-renderer.ts`): the answers come while that is still being read.
 */
export const beginning = begin();
