import { seventhAmericas } from './seventh-americas.ts';
import { seventhElsewhere } from './seventh-elsewhere.ts';

/** Tables of schemas looked up in public files, labelled before any detector was run on them. */
export const seventh = [...seventhAmericas, ...seventhElsewhere];
