import { certificateWorlds, literalWorlds } from "./certificates.ts";
import { place, type MuseumWorld } from "./sketch.ts";
import { brokenSrvWorlds, plainWorlds, srvWorlds } from "./srv.ts";
import {
  fileWorlds,
  redirectWorlds,
  strangeFileWorlds,
  websiteCertificateWorlds,
} from "./well-known.ts";

/** Every world of the museum. Throws where a sketch is no world file: a bug of the table. */
export const worlds: readonly MuseumWorld[] = [
  ...plainWorlds,
  ...srvWorlds,
  ...brokenSrvWorlds,
  ...fileWorlds,
  ...redirectWorlds,
  ...strangeFileWorlds,
  ...websiteCertificateWorlds,
  ...certificateWorlds,
  ...literalWorlds,
].map((sketch, index) => {
  const placed = place(sketch, index + 1);
  if (!placed.ok) throw new Error(placed.error);
  return placed.value;
});
