import type { SolidityHooks } from "hardhat/types/hooks";
import PQueue from "p-queue";
import { asOne, inParts } from "./parts.ts";

/** Characters of source that one part answers for: a third of what the compiler could still write. */
const SIZE = 350_000;

/** Compilers that run side by side; each holds up to 2 GB. */
const TOGETHER = 2;

export default async (): Promise<Partial<SolidityHooks>> => ({
  async invokeSolc(context, compiler, input, config, next) {
    const queue = new PQueue({ concurrency: TOGETHER });
    // Tests come last by name and take longest: they begin.
    const parts = inParts(input, SIZE).reverse();
    return asOne(await queue.addAll(parts.map((part) => () => next(context, compiler, part, config))));
  },
});
