/** A machine's string that breaks where a person would: after dots, colons, slashes, never at a hyphen. */
export function Wrap({ text }: { readonly text: string }) {
  return (
    <bdi>
      <Broken text={text} />
    </bdi>
  );
}

/** A sentence with such strings in it. */
export function Broken({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=[.:/_@ ])/);
  return (
    <span className="brk">
      {parts.map((part, index) => (
        // The parts of one text never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index}>
          <span className={part.length < 24 ? "nb" : undefined}>{part}</span>
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
