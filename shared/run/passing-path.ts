/** Tells of files that are there only while a run works: a new certificate beside the old one, a CA's proof. */
export function isPassing(path: string): boolean {
  return path.endsWith(".new") || path.includes("/acme-challenge/");
}
