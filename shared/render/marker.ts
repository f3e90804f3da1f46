/**
 * First line of every file of ours. The engine puts the id of the run in place of the word ID of
 * `(run ID)` when it writes, so that the text a digest is made from stays the same.
 */
export const MARKER = "# Managed by Homeport (run ID)";
