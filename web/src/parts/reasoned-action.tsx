import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Heading,
  Label,
  Modal,
  ModalOverlay,
  TextArea,
  TextField,
} from 'react-aria-components';
import type { Operation } from '../api/control-types.ts';
import { OperationProgress } from './operation-progress.tsx';
import { Problem } from './problem.tsx';

/** What an action needs: words for its dialog, and what does it. */
export interface ReasonedActionProps {
  /** On the button, such as `Promote als/4 …`. */
  readonly label: string;
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** On the button that does it. */
  readonly confirm: string;
  readonly isGrave?: boolean;
  readonly isMain?: boolean;
  /**
   * Whether it can be asked for now; yes where absent. An open dialog stays in any case, so that what
   * came of it can be read although it cannot be asked for again.
   */
  readonly isOffered?: boolean;
  /** Does it; what it gives back may be an operation that goes on. */
  readonly act: (reason: string) => Promise<unknown>;
  /** Said when it is done. */
  readonly done: string;
  /** What came of it, in words, where it is an operation. */
  readonly told?: (result: Operation['result']) => string;
}

/** A button for what changes something: asks for a reason, does it, and tells how it went. */
export function ReasonedAction(props: ReasonedActionProps) {
  const [isOpen, setOpen] = useState(false);
  // What stands in the dialog stays as it was when it was opened, whatever changes meanwhile: nobody
  // confirms what they have not read. The server refuses what no longer holds.
  const [asked, setAsked] = useState(props);
  if (props.isOffered === false && !isOpen) return null;
  return (
    <DialogTrigger
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (next) setAsked(props);
        setOpen(next);
      }}
    >
      <Button className={props.isMain === true ? 'button main' : 'button'}>{props.label}</Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="window">
          <Dialog className="dialog">
            <Heading slot="title">{asked.title}</Heading>
            <ReasonForm {...asked} onClose={() => setOpen(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function ReasonForm({
  children,
  confirm,
  isGrave = false,
  act,
  done,
  told,
  onClose,
}: ReasonedActionProps & { readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries(),
  });
  if (mutation.isSuccess)
    return (
      <>
        <OperationProgress started={mutation.data} done={done} told={told} />
        <div className="dialog-end">
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- what had the focus is gone; without it the keyboard would be outside of the dialog */}
          <Button className="button" onPress={onClose} autoFocus>
            Close
          </Button>
        </div>
      </>
    );
  return (
    <form
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') mutation.mutate(reason.trim());
      }}
    >
      <div>{children}</div>
      <TextField className="field" value={reason} onChange={setReason} isRequired>
        <Label className="label">Reason, for the audit trail</Label>
        <TextArea rows={2} maxLength={500} />
      </TextField>
      {mutation.error !== null && <Problem error={mutation.error} />}
      <div className="dialog-end">
        <Button className="button" onPress={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          className={isGrave ? 'button grave' : 'button main'}
          isDisabled={reason.trim() === '' || mutation.isPending}
        >
          {mutation.isPending ? 'Working …' : confirm}
        </Button>
      </div>
    </form>
  );
}
