import {
  Button,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import { useSession } from '../api/use-session.ts';
import { prefer, type Preferences } from '../theme/preferences.ts';
import { usePreferences } from '../theme/use-preferences.ts';

/** Light or dark, dense or not, and the way out where a token was asked for. */
export function ViewOptions() {
  const { theme, density } = usePreferences();
  return (
    <DialogTrigger>
      <Button className="quiet-button">View</Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="options" aria-label="How pages look">
          <Choice
            label="Light"
            value={theme}
            choices={THEMES}
            onChange={(value) => prefer({ theme: value })}
          />
          <Choice
            label="Density"
            value={density}
            choices={DENSITIES}
            onChange={(value) => prefer({ density: value })}
          />
          <LogOut />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

const THEMES: Readonly<Record<Preferences['theme'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};
const DENSITIES: Readonly<Record<Preferences['density'], string>> = {
  comfortable: 'Comfortable',
  compact: 'Compact',
};

function Choice<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}) {
  return (
    <RadioGroup className="choice" value={value} onChange={(next) => onChange(next as T)}>
      <Label className="label">{label}</Label>
      {(Object.entries(choices) as [T, string][]).map(([key, words]) => (
        <Radio key={key} value={key} className="choice-one">
          {words}
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** Who is logged in and the way out, where a token was asked for. */
function LogOut() {
  const session = useSession();
  if (session?.isGuarded !== true) return null;
  return (
    <form method="post" action="/logout" className="log-out">
      <p className="label">
        {session.actor}, may {session.role}
      </p>
      <button type="submit" className="quiet-button">
        Log out
      </button>
    </form>
  );
}
