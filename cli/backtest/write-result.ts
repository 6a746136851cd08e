/** Writes what a study leaves behind. */
import { writeFileSync } from "node:fs";
import { KeelError } from "../../errors/keel-error.ts";

/** @throws KEEL_NOT_WRITABLE */
export function writeResult(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new KeelError("KEEL_NOT_WRITABLE", `${path} cannot be written: ${code}`, "Name another file");
  }
}
