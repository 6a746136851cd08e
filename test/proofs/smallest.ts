// A failing input made as small as it gets while it still fails, so that a proof's failure can be read.

import fc from "fast-check";

const LONGEST_SEARCH_MS = 60_000;

/**
 * The smallest input found, within a minute, that still fails: fewer steps, then smaller numbers. It is `failing`
 * itself where the arbitrary could not have made that.
 */
export async function smallest<T>(
  arbitrary: fc.Arbitrary<T>,
  failing: T,
  fails: (candidate: T) => Promise<boolean>,
): Promise<T> {
  const holds = fc.asyncProperty(arbitrary, async (candidate) => !(await fails(candidate)));
  const { counterexample } = await fc.check(holds, {
    examples: [[failing]],
    numRuns: 1,
    interruptAfterTimeLimit: LONGEST_SEARCH_MS,
    markInterruptAsFailure: true,
  });
  return counterexample?.[0] ?? failing;
}

/** Exactly `length` items, but fewer where a failure is made smaller. */
export const exactly = <T>(item: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
  new Exactly(item, length);

class Exactly<T> extends fc.Arbitrary<T[]> {
  readonly #all: fc.Arbitrary<T[]>;
  readonly #some: fc.Arbitrary<T[]>;

  constructor(item: fc.Arbitrary<T>, length: number) {
    super();
    this.#all = fc.array(item, { minLength: length, maxLength: length });
    this.#some = fc.array(item, { maxLength: length });
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<T[]> {
    const { value } = this.#all.generate(random, biasFactor);
    return new fc.Value(value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is T[] {
    return this.#some.canShrinkWithoutContext(value);
  }

  override shrink(value: T[], context: unknown): fc.Stream<fc.Value<T[]>> {
    return this.#some.shrink(value, context);
  }
}
