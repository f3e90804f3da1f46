/** A file's text, put in at build time. */
declare module "*?raw" {
  const text: string;
  export { text as default };
}
