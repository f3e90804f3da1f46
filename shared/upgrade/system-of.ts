import { SYSTEMS, type System } from "./road-facts.ts";

/** The system that a text names: `stretch`, `debian:stretch`, `debian9`, `Debian 9`, `ubuntu-16.04`; null where it is not known. */
export function systemOf(text: string): System | null {
  const plain = text.toLowerCase().replaceAll(/[\s:_-]+/g, "");
  return (
    SYSTEMS.find(({ id, also }) => plain.endsWith(id) || plain === also || plain === `${also}.0`) ??
    null
  );
}
