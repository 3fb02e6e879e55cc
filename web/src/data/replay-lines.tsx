import { control } from '../api/control.ts';
import { useMay } from '../api/use-session.ts';
import { ReasonedAction } from '../parts/reasoned-action.tsx';
import { spaced } from '../words/names.ts';
import { replayWords } from './replay-words.ts';

/** Has lines judged again. @param only the reason for which they are set aside; absent: all of them */
export function ReplayLines({ only }: { readonly only: string | undefined }) {
  if (!useMay('replay-quarantine')) return null;
  const what = only === undefined ? 'all lines' : `lines with ${spaced(only)}`;
  return (
    <ReasonedAction
      label={`Replay ${what} …`}
      title={`Judge ${what} again`}
      confirm="Replay"
      isMain
      act={(reason) =>
        control('POST /v1/quarantine/replay', {
          body: { reason, ...(only === undefined ? {} : { only }) },
        })
      }
      done="They have been judged again."
      told={replayWords}
    >
      Today&apos;s decoder and catalogue judge {what} again. What has become usable joins the lake
      as a settlement; what has not stays here.
    </ReasonedAction>
  );
}
