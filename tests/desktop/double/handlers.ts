/** Answers requests of a scheme. */
export type Serve = (request: Request) => Response | Promise<Response>;
/** Judges a request before it goes out. */
export type Cancel = (
  details: { readonly url: string },
  answer: (verdict: { readonly cancel: boolean }) => void,
) => void;
/** Judges a permission. */
export type PermissionCheck = (contents: unknown, permission: string) => boolean;
/** Judges a window that a page wants to open. */
export type OpenHandler = (details: { readonly url: string }) => {
  readonly action: "allow" | "deny";
};
/** Answers calls of a channel. */
export type Handle = (event: object, ...args: readonly unknown[]) => unknown;

/** A message box that was shown, and how it is answered. */
export interface ShownBox {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly answer: (button: number) => void;
}

/** Options of a window. */
export interface WindowOptions {
  readonly width: number;
  readonly webPreferences: { readonly [name: string]: unknown; readonly preload: string };
}
