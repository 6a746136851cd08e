/**
 * What Keel tells its user when something they can mend went wrong: a code to search for, one line that says what was
 * wrong and where, and what to do about it. Anything else that is thrown is a defect of ours and keeps its stack trace.
 */
export class KeelError extends Error {
  /** `KEEL_` and upper-case words, e.g. `KEEL_PORT_IN_USE`; stable, so that scripts may test it. */
  readonly code: `KEEL_${string}`;
  /** What to do, as a sentence that starts with a verb. */
  readonly remedy: string;

  constructor(code: `KEEL_${string}`, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "KeelError";
    this.code = code;
    this.remedy = remedy;
  }

  /** The one line that a command prints before it exits with a non-zero code. */
  toLine(): string {
    return `${this.code}: ${this.message}. ${this.remedy}.`;
  }
}
