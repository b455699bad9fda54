import { useSearch } from '@tanstack/react-router';

/** Whose or which activity is shown; kept in the address. */
export type Subject =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'thing'; readonly of: string; readonly id: string };

/** The subject that the address names. */
export function useSubject(): Subject {
  const { person, kind, thing } = useSearch({ strict: false }) as Record<string, unknown>;
  if (typeof person === 'string' && person !== '') return { kind: 'person', id: person };
  if (typeof thing === 'string' && thing !== '')
    return { kind: 'thing', of: typeof kind === 'string' ? kind : '', id: thing };
  return { kind: 'everybody' };
}

/** The page of a person's activity. */
export function activityOfPerson(id: string): string {
  return `/activity?person=${encodeURIComponent(id)}`;
}

/** The page of all that was done with a thing. */
export function activityOfThing(kind: string, id: string): string {
  return `/activity?kind=${encodeURIComponent(kind)}&thing=${encodeURIComponent(id)}`;
}

/** The subject as fields of the list's input. */
export function filterOf(subject: Subject) {
  switch (subject.kind) {
    case 'everybody':
      return {};
    case 'person':
      return { actorId: subject.id };
    case 'thing':
      return { objectId: subject.id };
  }
}
