/** JSON for records with wei in them: a bigint is written as its decimal digits with an `n` behind, and read back as one. */

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, field) => (typeof field === "bigint" ? `${field}n` : field));
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text, (_, field) =>
    typeof field === "string" && /^-?\d+n$/.test(field) ? BigInt(field.slice(0, -1)) : field,
  );
}
