import { Command } from "cmdk";
import { Check } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/shared/lib/cn";

type PickerProps = {
  title: string;
  placeholder: string;
  onClose: () => void;
  value: string;
  onValue: (text: string) => void;
  /** Off when the rows are made from the text instead of found by it. */
  isFiltering?: boolean;
  footer?: ReactNode;
  children: ReactNode;
};

/** A searchable list in the middle of the screen: type, arrow, Enter. Load it lazily, with all that stands in it. */
export function PickerDialog({
  title,
  placeholder,
  onClose,
  value,
  onValue,
  isFiltering = true,
  footer,
  children,
}: PickerProps) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[#1b0e14]/45 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[76dvh] w-[min(34rem,94vw)] -translate-x-1/2 flex-col overflow-hidden rounded-3xl border bg-surface shadow-float animate-rise"
        >
          <Dialog.Title className="px-5 pt-4 text-xs font-semibold text-ink-2">{title}</Dialog.Title>
          <Command label={title} loop shouldFilter={isFiltering} className="flex min-h-0 flex-col">
            <Command.Input
              value={value}
              onValueChange={onValue}
              placeholder={placeholder}
              className="h-12 w-full shrink-0 border-b bg-transparent px-5 text-base outline-none"
            />
            <Command.List className="min-h-0 overflow-y-auto p-2">{children}</Command.List>
          </Command>
          {footer}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export function PickerGroup({ heading, children }: { heading?: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = {
  /** What typing finds it by, and what tells it from the others. */
  value: string;
  onSelect: () => void;
  isChecked?: boolean;
  hint?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function PickerItem({ value, onSelect, isChecked, hint, className, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className={cn(
        "flex min-h-10 cursor-pointer items-center gap-2.5 rounded-xl px-3 text-sm data-[selected=true]:bg-primary-soft data-[selected=true]:text-primary pointer-coarse:min-h-11",
        className,
      )}
    >
      <span className="flex min-w-0 flex-1 items-center gap-2.5">{children}</span>
      {hint && <span className="shrink-0 text-xs text-ink-3">{hint}</span>}
      {isChecked && <Check aria-hidden="true" className="size-4 shrink-0 text-primary" />}
    </Command.Item>
  );
}

export function PickerEmpty({ children }: { children: ReactNode }) {
  return <Command.Empty className="px-3 py-8 text-center text-sm text-ink-2">{children}</Command.Empty>;
}
