import { createInterface } from 'node:readline/promises';

/** Something is gone and something like it is new. */
export interface RenameQuestion {
  /** `files.files.name`, or `files.files` for a table. */
  readonly from: string;
  /** New names it may have now. */
  readonly candidates: readonly string[];
}

/** Answers with the new name; null = it is gone. */
export type Ask = (question: RenameQuestion) => Promise<string | null>;

/** Asks the person at the terminal; null when there is nobody to ask. */
export function askOnTerminal(): Ask | null {
  const { stdin: input, stdout: output } = process;
  if (!input.isTTY || !output.isTTY) return null;
  return async ({ from, candidates }) => {
    const lines = createInterface({ input, output });
    const choices = candidates.map((name, place) => `  ${place + 1}  it is now ${name}`);
    const text = [`${from} is no longer declared.`, '  0  it is to be dropped', ...choices, '? '];
    try {
      for (;;) {
        const answer = (await lines.question(text.join('\n'))).trim();
        if (answer === '0') return null;
        const chosen = candidates[Number(answer) - 1];
        if (chosen) return chosen;
      }
    } finally {
      lines.close();
    }
  };
}
