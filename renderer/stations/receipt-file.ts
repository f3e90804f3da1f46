import type { Output } from "../../shared/api/contract.ts";

/** A receipt as a file: its name and its text. One of the practice world says so first. */
export function receiptFile(
  name: string,
  receipt: Output<"receipt.get">["receipt"],
  practice: string | null,
): { readonly fileName: string; readonly text: string } {
  const marked = practice === null ? receipt : { practice, ...receipt };
  return {
    fileName: `${practice === null ? "" : "practice-"}${name}-receipt.json`,
    text: JSON.stringify(marked, null, 2),
  };
}
