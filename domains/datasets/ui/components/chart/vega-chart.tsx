import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import embed, { type Result } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';
import type { TopLevelSpec } from 'vega-lite';
import classes from './chart.module.css';
import { vegaConfig } from './vega-theme.ts';

/**
 * Draws a Vega-Lite specification. Expressions are walked as trees (`ast`), since the page's
 * content security policy forbids making functions from text.
 */
export function VegaChart({
  spec,
  label,
}: {
  readonly spec: TopLevelSpec;
  readonly label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another colour scheme draws anew
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let drawn: Result | undefined;
    let gone = false;
    setFailed(false);
    embed(element, spec, {
      ast: true,
      expr: expressionInterpreter,
      actions: false,
      renderer: 'svg',
      config: vegaConfig(element),
      defaultStyle: false,
    }).then(
      (result) => {
        if (gone) result.finalize();
        else drawn = result;
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      drawn?.finalize();
    };
  }, [spec, scheme]);
  return (
    <>
      <div ref={place} className={classes.vega} role="img" aria-label={label} />
      {failed ? <p role="alert">The chart could not be drawn. The numbers stand below.</p> : null}
    </>
  );
}
