import type { SolidityHooks } from "hardhat/types/hooks";
import PQueue from "p-queue";
import { asOne, inParts } from "./parts.ts";

/** Characters of source that one part answers for. With 800,000 the compiler could not write its answer about the tests. */
const SIZE = 350_000;

/** Compilers that run side by side, however many compilations Hardhat begins; each holds up to 2 GB. */
const TOGETHER = 2;

const queue = new PQueue({ concurrency: TOGETHER });

export default async (): Promise<Partial<SolidityHooks>> => ({
  async invokeSolc(context, compiler, input, config, next) {
    // Tests come last by name and take longest: they begin.
    const parts = inParts(input, SIZE).reverse();
    return asOne(await queue.addAll(parts.map((part) => () => next(context, compiler, part, config))));
  },
});
