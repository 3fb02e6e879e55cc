import { Input, Label, NumberField } from 'react-aria-components';

/** A number to type, or to step with the arrow keys. */
export const NumberInput = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) => (
  <NumberField
    className="field"
    value={value}
    minValue={0}
    onChange={(next) => {
      if (Number.isFinite(next)) onChange(next);
    }}
  >
    <Label className="label">{label}</Label>
    <Input />
  </NumberField>
);
