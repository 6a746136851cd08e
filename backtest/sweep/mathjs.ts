/** mathjs for a sweep's expressions, loaded only where there are some. */
import type { MathJsInstance } from "mathjs";

/** One of one's own, whose arrays are plain ones and whose random numbers a seed repeats. */
export async function mathOf(seed = 1): Promise<MathJsInstance> {
  const { math } = await import("../mathjs.ts");
  return math.create({ randomSeed: String(seed), matrix: "Array" });
}
