import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useDebounced } from "@/shared/lib/useDebounced";
import { TextField } from "@/shared/ui/Field";

const PAUSE_MS = 300;

type Props = { label: string; value: string; onChange: (text: string) => void };

/** Looks while one types, after a short pause. */
export function SearchBox({ label, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const wanted = useDebounced(text.trim(), PAUSE_MS);
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  useEffect(() => {
    if (wanted !== latest.current.value) latest.current.onChange(wanted);
  }, [wanted]);
  return (
    <div className="w-full sm:w-72">
      <TextField
        label={label}
        isLabelHidden
        type="search"
        placeholder={label}
        prefix={<Search aria-hidden="true" className="size-4" />}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
