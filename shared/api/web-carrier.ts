/**
 * How the contract travels in web mode, for page and server alike.
 *
 * The opened address is `http://127.0.0.1:PORT/#code=CODE`. The page posts `{"code": CODE}` to `session`
 * once and gets `{"token": TOKEN}`, which it keeps in memory and sends as `Authorization: Bearer TOKEN`
 * with every other request; over a reload it lies in the tab's own session storage. A token that is not
 * known is answered 401 `{"turnedAway": "token"}`, or `"ended"` where its code came a second time. Calls: POST `/api/METHOD` with the input as JSON, answered by a `Reply`.
 * Events: GET `events`, a stream of `data: JSON` messages (read with fetch, for EventSource sends no
 * header). A page without a token (another tab, code used up) posts `{}` to `again`: the server then opens
 * a fresh page by itself, `{"opened": true}`; false where nothing could be opened; `command` beside it is
 * what starts the wizard again.
 */
export const WEB_CARRIER = {
  session: "/api/session",
  again: "/api/again",
  events: "/api/events",
  /** Before the method's name. */
  call: "/api/",
  /** The key in the fragment of the opened address. */
  codeKey: "code",
} as const;
