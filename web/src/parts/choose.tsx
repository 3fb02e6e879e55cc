import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';

const ALL = '';

/** One of several, or all of them. */
export const Choose = ({
  label,
  value,
  options,
  all,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, words: string])[];
  /** The words for no choice; absent where one must be chosen. */
  readonly all?: string;
  readonly onChange: (value: string | undefined) => void;
}) => (
  <Select
    className="field choose"
    selectedKey={value ?? ALL}
    onSelectionChange={(key) => onChange(key === ALL ? undefined : String(key))}
  >
    <Label className="label">{label}</Label>
    <Button className="button choose-button">
      <SelectValue />
      <span aria-hidden="true">▾</span>
    </Button>
    <Popover className="popover choose-list">
      <ListBox>
        {all !== undefined && (
          <ListBoxItem id={ALL} className="choose-one">
            {all}
          </ListBoxItem>
        )}
        {options.map(([id, words]) => (
          <ListBoxItem key={id} id={id} className="choose-one">
            {words}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  </Select>
);
