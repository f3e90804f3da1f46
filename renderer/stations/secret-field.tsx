import { PasswordInput } from "@mantine/core";
import { useState, type ReactNode } from "react";

interface SecretFieldProps {
  readonly label: string;
  readonly more: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A field for something that nobody else may read; no browser keeps it. */
export function SecretField({ label, more, value, onValue }: SecretFieldProps) {
  return (
    <PasswordInput
      label={label}
      description={more}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      autoComplete="off"
    />
  );
}

interface FoldedProps {
  readonly summary: string;
  /** What is inside is asked for now: it opens, and stays as the person leaves it after that. */
  readonly wanted: boolean;
  readonly children: ReactNode;
}

/** Something that few need, behind its heading until it is wanted. */
export function Folded({ summary, wanted, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(wanted);
  const [wasWanted, setWasWanted] = useState(wanted);
  if (wanted !== wasWanted) {
    setWasWanted(wanted);
    if (wanted) setOpen(true);
  }
  return (
    <details
      className="second"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
