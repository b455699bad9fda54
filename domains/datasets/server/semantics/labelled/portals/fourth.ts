import { fourthAmericas } from './fourth-americas.ts';
import { fourthElsewhere } from './fourth-elsewhere.ts';
import type { PortalTable } from './schema.ts';

export const fourth: readonly PortalTable[] = [...fourthAmericas, ...fourthElsewhere];
