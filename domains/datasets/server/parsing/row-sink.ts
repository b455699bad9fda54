import { Budget } from './archives/budget.ts';
import { Refusal, tooLong } from './refusal.ts';
import { csvLine, LineFile, type RejectedRow, RejectFile } from './row-writer.ts';
import { longestRecord } from './tokenize.ts';
import { shapeOf } from './value-shape.ts';

/** Where a reader of a format puts its rows: in plain form, as our own tokenizer writes them. */
export class RowSink {
  readonly #rows: LineFile;
  readonly #rejects: RejectFile;
  readonly #budget: Budget;
  readonly #texts: boolean[] = [];
  loaded = 0;

  /** `sourceBytes`: of the file as it came; what is written is held against it. */
  constructor(rowsPath: string, rejectsPath: string, sourceBytes: number) {
    this.#rows = new LineFile(rowsPath);
    this.#rejects = new RejectFile(rejectsPath);
    this.#budget = new Budget(sourceBytes);
  }

  /** `null`: missing. `typed[i]`: the value has a type of its own in the file, so its look may decide. */
  write(fields: readonly (string | null)[], typed?: readonly boolean[]): void {
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index];
      if (field === null || field === undefined || typed?.[index] || this.#texts[index]) continue;
      this.#texts[index] = !['date', 'timestamp'].includes(shapeOf(field));
    }
    const line = csvLine(fields);
    if (line.length > longestRecord) throw tooLong(`row ${(this.loaded + 1).toLocaleString('en')}`);
    this.#budget.spend(line.length);
    this.#rows.write(line);
    this.loaded += 1;
  }

  reject(row: RejectedRow): void {
    this.#rejects.add(row);
  }

  get rejected(): number {
    return this.#rejects.count;
  }

  /** Columns in which some value is text in the file: they stay text whatever it looks like. */
  texts(width: number): readonly boolean[] {
    return Array.from({ length: width }, (_, index) => this.#texts[index] ?? false);
  }

  close(): void {
    this.#rows.close();
    this.#rejects.close();
  }
}

const memoryAtMost = 450 * 1024 * 1024;

/** Ends the work of a process before it grows without end: buffers stand outside of the heap's limit. */
export function mustFitMemory(): void {
  if (process.memoryUsage.rss() > memoryAtMost)
    throw new Refusal({
      kind: 'unsupported',
      what: 'a file that needs more than 450 MB of memory to be read',
      hint: 'Save it in smaller parts, or as CSV.',
    });
}
