import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Navigation } from './navigation.tsx';

/** The navigation as a sheet, where the window is too narrow for a rail. */
export function NavigationMenu() {
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="quiet-button menu-button">Menu</Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="sheet">
          <Dialog className="dialog">
            <div className="dialog-head">
              <Heading slot="title">Showrunner</Heading>
              <Button slot="close" className="quiet-button">
                Close
              </Button>
            </div>
            <Navigation onGo={() => setOpen(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
