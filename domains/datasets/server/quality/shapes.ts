const alternativesAtMost = 4;

/**
 * A regular expression that all shapes fit (A, a and 9 stand for letters and digits), or null when they
 * have too little in common. Runs keep their length, unless there are too many lengths.
 */
export function patternOf(shapes: readonly string[]): string | null {
  if (shapes.length === 0 || !shapes.every((shape) => shape.includes('9') || shape.includes('@')))
    return null;
  const exact = unique(shapes.map((shape) => written(shape, (run) => `{${run}}`)));
  if (exact.length <= alternativesAtMost) return exact.join('|');
  const loose = unique(shapes.map((shape) => written(shape, () => '+')));
  return loose.length <= alternativesAtMost ? loose.join('|') : null;
}

const classes: Readonly<Record<string, string>> = { A: '[A-Z]', a: '[a-z]', '9': '[0-9]' };

function written(shape: string, times: (run: number) => string): string {
  return shape.replace(/A+|a+|9+|[\s\S]/gu, (run) => {
    const [first = ''] = run;
    const known = classes[first];
    if (known === undefined) return run.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const count = times(run.length);
    return count === '{1}' ? known : known + count;
  });
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
