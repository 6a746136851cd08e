/** How often something can be done in a second, after it has warmed up. */

const WARM_UP_SECONDS = 0.2;
const MEASURED_SECONDS = 1;
const BATCH = 256;

/**
 * @param once does it; what it returns is kept, so that the compiler cannot leave it out
 * @param batch how often it is done between two looks at the clock; fewer where it takes long
 */
export function perSecond(once: (index: number) => unknown, batch = BATCH): number {
  rate(once, batch, WARM_UP_SECONDS);
  return rate(once, batch, MEASURED_SECONDS);
}

let kept: unknown;

function rate(once: (index: number) => unknown, batch: number, seconds: number): number {
  const begun = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let index = 0; index < batch; index++) kept = once(done + index);
    done += batch;
    elapsed = (performance.now() - begun) / 1000;
  }
  if (kept === undefined) throw new Error("what is measured must return something");
  return done / elapsed;
}
