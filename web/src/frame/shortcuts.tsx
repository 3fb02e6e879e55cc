import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Section } from './sections.ts';
import { shortcutKeys } from './shortcut-keys.ts';
import { useSections } from './use-sections.ts';

/** The keys that lead around: `g` and a letter goes to a part, `?` shows them all. */
export function Shortcuts() {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const { operate, watch } = useSections();
  const sections = useMemo(() => [...operate, ...watch], [operate, watch]);
  useEffect(() => {
    const note = shortcutKeys(sections.map(({ key }) => key));
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event)) return;
      const meant = note(event.key, event.timeStamp);
      if (meant === null) return;
      event.preventDefault();
      if (meant === 'help') setOpen(true);
      else void navigate({ to: sections.find(({ key }) => key === meant.go)!.to });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, sections]);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="quiet-button keys-button" aria-label="Keyboard shortcuts">
        ?
      </Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="window">
          <Dialog className="dialog">
            <div className="dialog-head">
              <Heading slot="title">Keyboard shortcuts</Heading>
              <Button slot="close" className="quiet-button">
                Close
              </Button>
            </div>
            <KeyList sections={sections} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

const KeyList = ({ sections }: { readonly sections: readonly Section[] }) => (
  <dl className="keys">
    {sections.map(({ key, name, about }) => (
      <div key={key}>
        <dt>
          <kbd>g</kbd> <kbd>{key}</kbd>
        </dt>
        <dd>
          {name} <span className="soft">{about}</span>
        </dd>
      </div>
    ))}
    <div>
      <dt>
        <kbd>?</kbd>
      </dt>
      <dd>this list</dd>
    </div>
    <div>
      <dt>
        <kbd>Esc</kbd>
      </dt>
      <dd>close what is open</dd>
    </div>
  </dl>
);

/** Whether the key belongs to a field, a dialog or a command of the browser. */
function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null
  );
}
