import { Modal } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";

interface AskDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

/** A dialog. Mantine's Modal.Header is a second banner landmark, so the parts are put together by hand. */
export function AskDialog({ opened, onClose, title, children }: AskDialogProps) {
  const words = useWords();
  useBackToOpener(opened);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={560}
      centered
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      radius={14}
      styles={{ content: { background: "var(--hp-surface)", border: "1px solid var(--hp-line)" } }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className="ask-h">
          <Modal.Title className="h2">{title}</Modal.Title>
          <Modal.CloseButton size={36} aria-label={words.say("wizard.close")} />
        </div>
        <Modal.Body px={24} pb={22} pt={0}>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Gives the focus back to what had it, also where the dialog comes and goes as a whole (a machine's question). */
function useBackToOpener(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [opened]);
}
