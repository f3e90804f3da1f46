import { readFileSync } from "node:fs";
import { z } from "zod";

/** An archive of Electron's as its header tells it. */
export interface Archive {
  /** Paths from the archive's root, with a slash in front. */
  readonly files: readonly string[];
  read(path: string): Buffer;
}

const File = z.object({ size: z.number(), offset: z.string() });

/** Reads an asar archive: two length prefixes, a JSON header, the files one after the other. */
export function openArchive(path: string): Archive {
  const bytes = readFileSync(path);
  const headerEnd = 8 + bytes.readUInt32LE(4);
  const json = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString("utf8");
  const places = new Map(listFiles(JSON.parse(json), ""));
  return {
    files: [...places.keys()],
    read: (name) => {
      const place = places.get(name);
      if (place === undefined) throw new Error(`the archive has no ${name}`);
      const from = headerEnd + Number(place.offset);
      return bytes.subarray(from, from + place.size);
    },
  };
}

function listFiles(node: unknown, at: string): [string, z.infer<typeof File>][] {
  const folder = z.object({ files: z.record(z.string(), z.unknown()) }).safeParse(node);
  if (folder.success)
    return Object.entries(folder.data.files).flatMap(([name, inner]) =>
      listFiles(inner, `${at}/${name}`),
    );
  return [[at, File.parse(node)]];
}
