// What the person at the terminal reads while things start: one line a step, with the time it took.

const live = process.stdout.isTTY;

export class StepLines {
  readonly #startedAt = performance.now();
  #step: { readonly title: string; readonly at: number } | undefined;

  /** Ends the step before, if any, and begins this one. */
  begin(title: string): void {
    this.done();
    this.#step = { title, at: performance.now() };
    if (live) process.stdout.write(`  ${title} …`);
  }

  /** Replaces what the present step's line says. */
  update(text: string): void {
    if (live) process.stdout.write(`\r\u001b[K  ${text}`);
  }

  done(note = ""): void {
    if (!this.#step) return;
    const line = `  ${this.#step.title}: ${seconds(performance.now() - this.#step.at)}${note && `, ${note}`}`;
    process.stdout.write(live ? `\r\u001b[K${line}\n` : `${line}\n`);
    this.#step = undefined;
  }

  /** Leaves the present step unfinished, on a line of its own. */
  break(): void {
    if (this.#step && live) process.stdout.write("\n");
    this.#step = undefined;
  }

  get elapsed(): string {
    return seconds(performance.now() - this.#startedAt);
  }
}

export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
