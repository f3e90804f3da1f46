/** Where a journey plays: the name to bring up, its machine, and the website's where that is another one. */
export interface JourneyPlaces {
  readonly name: string;
  readonly host: string;
  readonly web: string | null;
}

/** The journeys as they are known before any world runs. */
export const JOURNEYS = {
  a: { name: "one.example", host: "one.example", web: null },
  b: { name: "two.example", host: "matrix.two.example", web: "two.example" },
  c: { name: "three.example", host: "matrix.three.example", web: "three.example" },
} as const satisfies { readonly [letter: string]: JourneyPlaces };

/** Who logs in to every machine, and at which port. */
export const PRACTICE_LOGIN = { port: 22, user: "root" } as const;

/** Folder that the practice websites serve their files from. */
export const WEB_ROOT = "/var/www/html";
