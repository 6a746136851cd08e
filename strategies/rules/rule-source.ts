/** A rule as it was written, and how an error points at a word of it. */
import { KeelError } from "../../errors/keel-error.ts";

/** Offsets into the source: from `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type RuleCode =
  | "KEEL_RULE_SYNTAX"
  | "KEEL_RULE_NOT_ALLOWED"
  | "KEEL_RULE_UNKNOWN_NAME"
  | "KEEL_RULE_ARGUMENTS"
  | "KEEL_RULE_KIND";

export class RuleError extends KeelError {
  /** The source line, and below it a caret under the offending word. */
  readonly excerpt: string;

  constructor(code: RuleCode, message: string, remedy: string, excerpt: string) {
    super(code, message, remedy);
    this.excerpt = excerpt;
  }

  override toLine(): string {
    return `${super.toLine()}\n${this.excerpt}`;
  }
}

export class RuleSource {
  readonly name: string;
  /** On one line, so that a caret can stand below it. */
  readonly text: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text.replace(/\s/g, " ");
  }

  /** @param problem continues the words `rule "name": ` */
  error(code: RuleCode, problem: string, remedy: string, { start, end }: Span): RuleError {
    const caret = " ".repeat(start) + "^".repeat(Math.max(end - start, 1));
    return new RuleError(code, `rule "${this.name}": ${problem}`, remedy, `  ${this.text}\n  ${caret}`);
  }
}
