import {
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from "@mantine/core";

/** Buttons take their colours from the tokens; `color="bad"` is for what cannot be taken back and for stopping. */
const resolver: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  const isBad = input.color === "bad";
  const colour = isBad ? "var(--hp-bad)" : "var(--hp-accent)";
  const none = "1px solid transparent";
  switch (input.variant) {
    case "filled":
      return {
        ...usual,
        background: colour,
        hover: isBad ? colour : "var(--hp-accent-hover)",
        color: isBad ? "var(--hp-surface)" : "var(--hp-on-accent)",
        border: none,
      };
    case "default":
      return {
        ...usual,
        background: "var(--hp-surface)",
        hover: "var(--hp-sunken)",
        color: "var(--hp-ink)",
        border: "1px solid var(--hp-edge)",
      };
    case "subtle":
      return {
        ...usual,
        background: "transparent",
        hover: "var(--hp-sunken)",
        color: colour,
        border: none,
      };
    case "outline":
      return {
        ...usual,
        background: "transparent",
        hover: "var(--hp-bad-soft)",
        color: colour,
        border: `1px solid ${colour}`,
      };
    default:
      return usual;
  }
};

/** Mantine's theme over our tokens. */
export const theme = createTheme({
  primaryColor: "harbour",
  colors: {
    harbour: [
      "#E8F3F6",
      "#DDECF1",
      "#B9DAE4",
      "#8CC4D4",
      "#63C6DC",
      "#3A9DB6",
      "#1B7690",
      "#0A5A73",
      "#084A60",
      "#06394B",
    ],
  },
  primaryShade: { light: 7, dark: 4 },
  fontFamily: "'Inter Variable', 'Noto Sans Arabic', 'Noto Sans Hebrew', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  lineHeights: { xs: "1.45", sm: "1.5", md: "1.55", lg: "1.5", xl: "1.4" },
  defaultRadius: 8,
  cursorType: "pointer",
  respectReducedMotion: true,
  autoContrast: false,
  focusRing: "auto",
  variantColorResolver: resolver,
  headings: { fontWeight: "620" },
  // Said in the markup, so that styles and keys find the one filled button of a screen.
  components: { Button: { defaultProps: { variant: "filled" } } },
});
