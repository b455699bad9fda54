/** How far a job is. */
export interface ProgressState {
  readonly step: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  /** `unit` a second over the last seconds; null while unknown. */
  readonly rate: number | null;
}

const between = 200;
const window = 5_000;

/** Gathers what a job says of itself and writes the last of it: a new step at once, the rest every 200 ms. */
export class Progress {
  #state: ProgressState;
  #samples: { readonly at: number; readonly done: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  readonly #write: (state: ProgressState) => Promise<void>;

  constructor(unit: string, write: (state: ProgressState) => Promise<void>) {
    this.#state = { step: null, done: 0, total: null, unit, rate: null };
    this.#write = write;
  }

  /** Takes in news; fields left out stay. A new step or unit starts the rate afresh. */
  tell(news: Partial<Omit<ProgressState, 'rate'>>, now = Date.now()): void {
    const before = this.#state;
    const next = { ...before, ...news };
    if (next.step !== before.step || next.unit !== before.unit || next.done < before.done)
      this.#samples = [];
    this.#samples.push({ at: now, done: next.done });
    while ((this.#samples[1]?.at ?? now) < now - window) this.#samples.shift();
    this.#state = { ...next, rate: rateOf(this.#samples) };
    if (next.step !== before.step) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), between);
  }

  /** Writes nothing more by itself; answers with the last state. */
  async end(): Promise<ProgressState> {
    clearTimeout(this.#timer);
    await this.#writing;
    return this.#state;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write(this.#state));
  }
}

function rateOf(samples: readonly { at: number; done: number }[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < between) return null;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}
