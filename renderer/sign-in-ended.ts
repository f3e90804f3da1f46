/** The server has ended this page's sign-in, because the address that began it was opened a second time. */
export class SignInEnded extends Error {
  override readonly name = "SignInEnded";
}

/** Whether a 401 says that (`shared/api/web-carrier.ts`), and not that the server is another one by now. */
export async function isSignInEnded(answer: Pick<Response, "status" | "json">): Promise<boolean> {
  if (answer.status !== 401) return false;
  const body: unknown = await answer.json();
  return (
    typeof body === "object" && body !== null && "turnedAway" in body && body.turnedAway === "ended"
  );
}
