import type { ColumnProfile } from '@insites/datasets/contract';
import { UnstyledButton } from '@mantine/core';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import { useId, useState } from 'react';
import { KindIcon } from '../kind-icon.tsx';
import { ColumnDetail } from './column-detail.tsx';
import classes from './columns.module.css';
import { Distribution } from './distribution.tsx';
import { distinctOf, isNamed, missingOf, rangeOf } from './facts.ts';

/** A column in one line; opens to everything known about it. */
export function ColumnItem({ column }: { readonly column: ColumnProfile }) {
  const [open, setOpen] = useState(false);
  const detail = useId();
  return (
    <li className={classes.item}>
      <UnstyledButton
        className={classes.row ?? ''}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.name}>
          <KindIcon kind={column.kind} />
          <span>{column.name}</span>
        </span>
        <Distribution column={column} />
        <span className={classes.facts}>
          <Fact label="missing" value={missingOf(column)} />
          <Fact label="different" value={distinctOf(column)} />
          <Fact label={isNamed(column) ? 'most frequent' : 'range'} value={rangeOf(column)} />
        </span>
        <span className={classes.chevron} data-open={open || undefined} aria-hidden>
          <IconChevronRight size={16} />
        </span>
      </UnstyledButton>
      {open ? (
        <div id={detail} className={classes.detail}>
          <ColumnDetail column={column} />
        </div>
      ) : null}
    </li>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <span className={classes.fact}>
      <b title={value}>{value}</b> {label}
    </span>
  );
}
