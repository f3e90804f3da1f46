/** How many checks or tests went well, went wrong and were left out. */
export type Count = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** The line that ends every run of checks or tests: `N passed, N failed`, then any skipped. */
export function closingLine(count: Count): string {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}
