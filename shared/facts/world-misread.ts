/** Takes note of something in an input file that has the right form and no meaning. `where` is its key. */
export type Misread = (where: string, why: string) => void;

/** The first thing that could not be read. */
export interface MisreadFound {
  readonly where: string;
  readonly why: string;
}

/** Puts a key in front of everything that `misread` is told. */
export function under(key: string, misread: Misread): Misread {
  return (where, why) => misread(where === "" ? key : `${key}.${where}`, why);
}
