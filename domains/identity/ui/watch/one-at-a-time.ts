/**
 * A question that is asked once, however many wait for its answer: `ask` shows it, `answer` tells all.
 */
export class Question<T> {
  #waiting: ((goOn: boolean) => void)[] = [];
  readonly #show: (about: T | null) => void;

  constructor(show: (about: T | null) => void) {
    this.#show = show;
  }

  ask(about: T): Promise<boolean> {
    if (this.#waiting.length === 0) this.#show(about);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  answer(goOn: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#show(null);
    for (const resolve of waiting) resolve(goOn);
  }
}
