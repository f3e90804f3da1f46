/** The logo: a line that comes home into a berth. */
export function Logo() {
  return (
    <svg width={28} height={28} viewBox="0 0 32 32" aria-hidden className="logo">
      <path
        d="M12 6h6.5a10 10 0 0 1 0 20H12"
        fill="none"
        stroke="currentColor"
        strokeWidth="4.5"
        strokeLinecap="round"
      />
      <path d="M2.5 16h12" stroke="currentColor" strokeWidth="4.5" strokeLinecap="round" />
      <circle cx="17.5" cy="16" r="4.2" fill="currentColor" />
    </svg>
  );
}
