/** The gate says no. Becomes platform.queryRefused (or queryInvalid when the text is not SQL at all). */
export class Refusal extends Error {
  override readonly name: 'Refused' | 'Unreadable';
  readonly hint: string;
  constructor(message: string, hint: string, name: 'Refused' | 'Unreadable' = 'Refused') {
    super(message);
    this.hint = hint;
    this.name = name;
  }
}

export function refuse(what: string, instead: string): never {
  throw new Refusal(`The query was refused: ${what}`, instead);
}
