// e to a power in 18 decimals, as contracts compute it: by powers of two and a rational approximation in 96 binary
// places.
// Ports exp of CurveStableSwapNG v7.0.0, for powers of zero and below. The method and its constants are Remco
// Bloemen's (https://xn--2-umb.com/22/exp-ln).
// Quirk: below −41.446531673892822313 the answer is zero.

import type { Wad } from "../math/units.ts";

const LEAST_POWER = -41_446_531_673_892_822_313n;
/** 5^18, by which 18 decimal places become 18 binary ones fewer. */
const FIVE_TO_18 = 3_814_697_265_625n;
/** The natural logarithm of two, 96 binary places. */
const LN_2 = 54_916_777_467_707_473_351_141_471_128n;
/** What turns the quotient of both polynomials into 18 decimals, 213 binary places. */
const SCALE = 3_822_833_074_963_236_453_042_738_258_902_158_003_155_416_615_667n;

/** The product of two numbers of 96 binary places, rounded towards minus infinity. */
const times = (a: bigint, b: bigint): bigint => (a * b) >> 96n;

/** e^`power` for a `power` of at most zero, floored. */
export const exponential = (power: Wad): Wad => {
  if (power <= LEAST_POWER) return 0n;
  const binary = (power << 78n) / FIVE_TO_18;
  const twos = ((binary << 96n) / LN_2 + (1n << 95n)) >> 96n;
  const rest = binary - twos * LN_2;

  const y = times(rest + 1_346_386_616_545_796_478_920_950_773_328n, rest);
  const y2 = y + 57_155_421_227_552_351_082_224_309_758_442n;
  const p = times(y2 + rest - 94_201_549_194_550_492_254_356_042_504_812n, y2);
  const numerator =
    (p + 28_719_021_644_029_726_153_956_944_680_412_240n) * rest +
    (4_385_272_521_454_847_904_659_076_985_693_276n << 96n);

  let q = times(rest - 2_855_989_394_907_223_263_936_484_059_900n, rest);
  q = times(q + 50_020_603_652_535_783_019_961_831_881_945n, rest);
  q = times(q - 533_845_033_583_426_703_283_633_433_725_380n, rest);
  q = times(q + 3_604_857_256_930_695_427_073_651_918_091_429n, rest);
  q = times(q - 14_423_608_567_350_463_180_887_372_962_807_573n, rest);
  q += 26_449_188_498_355_588_339_934_803_723_976_023n;

  return ((numerator / q) * SCALE) >> (195n - twos);
};
