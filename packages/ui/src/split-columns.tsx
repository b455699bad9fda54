import type { ReactNode } from 'react';
import classes from './split-columns.module.css';

/** Main column and a right rail for details; the rail goes below on narrow screens. */
export function SplitColumns(props: {
  readonly children: ReactNode;
  readonly rail: ReactNode;
  /** Name of the rail for screen readers. */
  readonly railLabel?: string;
}) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{props.children}</div>
      <aside className={classes.rail} aria-label={props.railLabel ?? 'Details'}>
        {props.rail}
      </aside>
    </div>
  );
}
