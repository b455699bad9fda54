/**
 * Population stability index of two distributions over the same bins: the sum of (q - p) ln(q / p).
 * An empty bin counts as half a row, so that the index is finite. (Siddiqi, Credit Risk Scorecards, 2006.)
 */
export function stabilityIndex(before: readonly number[], after: readonly number[]): number {
  const [n, m] = [sum(before), sum(after)];
  if (n === 0 || m === 0) return 0;
  return before.reduce((total, count, bin) => {
    const p = Math.max(count, 0.5) / n;
    const q = Math.max(after[bin] ?? 0, 0.5) / m;
    return total + (q - p) * Math.log(q / p);
  }, 0);
}

/**
 * What chance alone makes of the index: with equal distributions it is about (1/n + 1/m) times a
 * chi-squared variable with bins - 1 degrees of freedom. (Yurdakul, Statistical Properties of PSI, 2018.)
 */
export function stabilityByChance(
  bins: number,
  n: number,
  m: number,
  significance: number,
): number {
  if (bins < 2 || n === 0 || m === 0) return 0;
  return (1 / n + 1 / m) * chiSquaredQuantile(1 - significance, bins - 1);
}

/** Wilson and Hilferty (1931): within about 1 % of the quantile for the probabilities used here. */
export function chiSquaredQuantile(probability: number, freedom: number): number {
  const share = 2 / (9 * freedom);
  return freedom * (1 - share + normalQuantile(probability) * Math.sqrt(share)) ** 3;
}

/** Abramowitz and Stegun 26.2.23; error below 4.5e-4. */
export function normalQuantile(probability: number): number {
  if (probability < 0.5) return -normalQuantile(1 - probability);
  const t = Math.sqrt(-2 * Math.log(1 - probability));
  const over = 2.515517 + 0.802853 * t + 0.010328 * t * t;
  return t - over / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}

/**
 * Chance of a Kolmogorov-Smirnov distance at least this large between two samples of one distribution:
 * the limit 2 Σ (-1)^(k-1) exp(-2 k² λ²), λ = D √(nm / (n + m)). Too large for ties and small samples,
 * so it errs on the quiet side.
 */
export function distanceByChance(distance: number, n: number, m: number): number {
  const lambda = distance * Math.sqrt((n * m) / (n + m));
  // The series converges slowly near 0, where the chance is 1 to many digits.
  if (!(lambda > 0.27)) return 1;
  let total = 0;
  for (let k = 1; k <= 100; k += 1) {
    const term = Math.exp(-2 * k * k * lambda * lambda);
    total += k % 2 === 1 ? term : -term;
    if (term < 1e-16) break;
  }
  return Math.min(1, Math.max(0, 2 * total));
}

/** Likeness of two short texts, 0 to 1: Dice's coefficient of their pairs of letters. */
export function likeness(one: string, other: string): number {
  const [left, right] = [pairs(one), pairs(other)];
  if (left.length === 0 || right.length === 0) return one === other ? 1 : 0;
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at < 0) return false;
    rest.splice(at, 1);
    return true;
  }).length;
  return (2 * shared) / (left.length + right.length);
}

function pairs(text: string): readonly string[] {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
