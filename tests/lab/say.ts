const started = performance.now();

/** Seconds since this process began; for progress lines and tables only. */
export function elapsed(): number {
  return (performance.now() - started) / 1000;
}

/** Prints one line of progress with the time (s) since the start. */
export function say(text: string): void {
  process.stdout.write(`${elapsed().toFixed(1).padStart(7)}s  ${text}\n`);
}
