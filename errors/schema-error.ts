/** What is wrong with settings that a schema describes: the first offending key, by its path, as one line. */
import type { z } from "zod";
import { KeelError } from "./keel-error.ts";

/**
 * @param source of the settings, as the user knows it: a file's name
 * @param settings that the schema refused
 */
export function schemaError(
  code: `KEEL_${string}`,
  source: string,
  settings: unknown,
  { issues }: z.ZodError,
): KeelError {
  const [issue] = issues;
  if (issue === undefined) throw new Error(`the schema of ${source} refused it and did not say why`);
  if (issue.code === "unrecognized_keys") {
    const key = nameOf([...issue.path, issue.keys[0] ?? ""]);
    return new KeelError(code, `${source} has a key that does not exist: ${key}`, `Remove or correct ${key}`);
  }
  const key = nameOf(issue.path);
  if (issue.path.length > 0 && valueAt(settings, issue.path) === undefined) {
    return new KeelError(code, `${source} lacks the key ${key}`, `Add ${key}`);
  }
  const reason = issue.message.replace(/^Invalid input: /, "");
  return new KeelError(code, `${source} has a bad value at ${key}: ${reason}`, `Correct ${key}`);
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "its top level" : path.map(String).join(".");
}

function valueAt(settings: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    settings,
  );
}
