/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  readonly next: () => number;
  readonly whole: (from: number, to: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
  /** `#` becomes a digit, `@` a capital letter. */
  readonly filled: (pattern: string) => string;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    const item = from[Math.floor(next() * from.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  };
  const filled = (pattern: string) =>
    pattern.replace(/[#@]/g, (sign) =>
      sign === '#' ? String(whole(0, 9)) : pick([...'ABCDEFGHJKLMNPRSTUVWXYZ']),
    );
  return { next, whole, pick, chance: (share) => next() < share, filled };
}
