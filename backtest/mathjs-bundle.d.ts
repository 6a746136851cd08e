declare module "mathjs/lib/browser/math.js" {
  import type { ConfigOptions, MathJsInstance } from "mathjs";

  /** All of mathjs, as one of its instances. */
  const math: MathJsInstance & { create(config: ConfigOptions): MathJsInstance };
  export default math;
}
