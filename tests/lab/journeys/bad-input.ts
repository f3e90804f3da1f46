import type { Journey } from "./journey.ts";
import { badAuthority } from "./bad-authority.ts";
import { badHost } from "./bad-host.ts";
import { badLogin } from "./bad-login.ts";

/** Bad input on real parts: every story ends with its exit code and an untouched or restored host. */
export const badInput: readonly Journey[] = [
  { id: "x1", title: "logins that are refused", run: badLogin },
  { id: "x2", title: "certificate authorities that fail", run: badAuthority },
  { id: "x3", title: "hosts that fail", run: badHost },
];
