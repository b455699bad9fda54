import { type DomainDefinition, pathFields, type RouteDefinition } from '@insites/kernel';
import { z } from 'zod';
import { toKebab } from './names.ts';
import type { Verb, VerbCall } from './verb.ts';

const output = z.string().optional().describe('File to write to; default: stdout');

/** The verbs of a domain's routes, except hidden ones and other protocols. */
export function routeVerbs(domain: DomainDefinition): Verb[] {
  return Object.values(domain.routes)
    .filter((route) => !route.cli?.hidden && route.body !== 'bytes')
    .filter(({ output }) => output.kind !== 'raw' && output.kind !== 'document')
    .map(toVerb);
}

function toVerb(route: RouteDefinition): Verb {
  const isBytes = route.output.kind === 'bytes';
  return {
    words: route.cli?.words ?? route.name.split('.').map(toKebab),
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    options: isBytes ? route.input.extend({ output }) : route.input,
    positional: route.cli?.positional ?? pathFields(route.path),
    short: isBytes ? { o: 'output' } : {},
    run: (call) => run(route, call),
  };
}

async function run(route: RouteDefinition, call: VerbCall): Promise<void> {
  const { client, print, signal } = call;
  const { output: file, ...rest } = call.given;
  const input = route.output.kind === 'bytes' ? rest : call.given;
  // The kind was read from the route, which the type of a route taken from a list does not know.
  const answer: unknown = client.call(route, input, { signal });
  switch (route.output.kind) {
    case 'json':
      return print.answer(await answer, route.cli?.columns);
    case 'nothing':
      await answer;
      print.say('Done.');
      return print.json ? print.answer({}) : undefined;
    case 'bytes': {
      const to = typeof file === 'string' && file !== '-' ? file : undefined;
      const bytes = await print.bytes((await answer) as Response, to);
      if (to !== undefined) print.answer({ file: to, bytes });
      return;
    }
    case 'events':
      for await (const event of answer as AsyncIterable<unknown>) print.event(event);
      return;
    case 'document':
    case 'raw':
      return;
  }
}
