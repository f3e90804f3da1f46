import { Button, type ButtonProps } from "@mantine/core";
import type { Ref } from "react";

interface BusyButtonProps extends ButtonProps {
  /** What was asked for is under way: pressing does nothing, and the focus stays here. */
  readonly busy: boolean;
  /** A decision that Enter elsewhere on the screen does not make. */
  readonly decides?: boolean;
  readonly onClick?: () => void;
  readonly type?: "button" | "submit";
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that waits for what it began. A disabled one would lose the focus to the page. */
export function BusyButton({ busy, decides = false, onClick, ...button }: BusyButtonProps) {
  return (
    <Button
      {...button}
      {...(decides ? { "data-decides": true } : {})}
      {...(busy ? { "aria-disabled": true, "data-disabled": true } : {})}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    />
  );
}
