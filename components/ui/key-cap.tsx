export function KeyCap({ children }: { readonly children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded border border-line bg-sunken px-1 font-sans text-[0.75rem] text-ink-soft">
      {children}
    </kbd>
  );
}
