/** What of a kind an actor may read, for lists: an `or` of the parts that are set. */
export interface Readable {
  /** The hat worn; `all`, `shared` and `ownerId` speak of its things only. */
  readonly organisationId: string | null;
  /** Everything of the organisation. */
  readonly all: boolean;
  /** What is shown to the organisation. */
  readonly shared: boolean;
  /** What this person owns. */
  readonly ownerId: string | null;
  /** What is public, of every organisation. */
  readonly publicToo: boolean;
}
