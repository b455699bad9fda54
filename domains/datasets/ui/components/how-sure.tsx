import { Slider, Text } from '@mantine/core';
import { useId } from 'react';

/** Where nobody has said how sure a step must be. */
export const usually = 0.9;

/** How sure a step must be, from 0.5 to 1. `label` says what is done with steps that are. */
export function HowSure(props: {
  readonly label: string;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, disabled = false, onChange } = props;
  const id = useId();
  const percent = Math.round(value * 100);
  return (
    <div>
      <Text size="sm" fw={500} id={id}>
        {label} {percent}% sure
      </Text>
      <Slider
        maw="26rem"
        min={50}
        max={100}
        step={1}
        label={(at) => `${at}%`}
        value={percent}
        disabled={disabled}
        onChange={(at) => onChange(at / 100)}
        thumbProps={{ 'aria-labelledby': id }}
      />
    </div>
  );
}
