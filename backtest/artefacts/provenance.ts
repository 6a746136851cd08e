/** What a result rests on. Whoever has the same study, data, configuration and code has the same bytes. */

export interface Provenance {
  /** The command that made it, such as "sweep". */
  readonly study: string;
  /** The tape's name. */
  readonly tape: string;
  /** SHA-256, hexadecimal: of the tape's file, of what was configured and chosen, and of the code. */
  readonly data: string;
  readonly config: string;
  readonly code: string;
}

/** As names and values, in the order in which files tell them. */
export const provenanceEntries = (made: Provenance): readonly (readonly [name: string, value: string])[] => [
  ["keel.study", made.study],
  ["keel.tape", made.tape],
  ["keel.data.sha256", made.data],
  ["keel.config.sha256", made.config],
  ["keel.code.sha256", made.code],
];
