/** A machine's string that breaks where a person would: after dots, colons, slashes, never at a hyphen. */
export function Wrap({ text }: { readonly text: string }) {
  return (
    <bdi>
      <Pieces pieces={text.split(BREAKS)} />
    </bdi>
  );
}

/** A sentence with such strings in it; words that are short enough stay whole. */
export function Broken({ text }: { readonly text: string }) {
  const words = text.split(/(?<= )/);
  const pieces = words.flatMap((word) => (word.length <= SHORT ? [word] : word.split(BREAKS)));
  return <Pieces pieces={pieces} />;
}

const BREAKS = /(?<=[.:/_@ ])/;
/** A word of a sentence up to so many characters fits into every column. */
const SHORT = 18;

function Pieces({ pieces }: { readonly pieces: readonly string[] }) {
  return (
    <span className="brk">
      {pieces.map((piece, index) => (
        // The pieces of one text never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index}>
          <span className={piece.length < 24 ? "nb" : undefined}>{piece}</span>
          <wbr />
        </span>
      ))}
    </span>
  );
}

/** A name, address, record or path. */
export function Mono({ children }: { readonly children: string }) {
  return (
    <span className="mono">
      <Wrap text={children} />
    </span>
  );
}
