import { useTranslation } from "react-i18next";
import { Key } from "@/shared/ui/Key";
import { Modal } from "@/shared/ui/Modal";
import { openSheet } from "./sheet";

const ROWS = [
  ["next", ["J"]],
  ["previous", ["K"]],
  ["resolve", ["E"]],
  ["resolveNext", ["Shift", "E"]],
  ["reply", ["R"]],
  ["note", ["N"]],
  ["assign", ["A"]],
  ["search", ["/"]],
  ["palette", ["Ctrl", "K"]],
  ["send", ["Enter"]],
  ["newLine", ["Shift", "Enter"]],
  ["leave", ["Esc"]],
  ["sheet", ["?"]],
] as const;

export function CheatSheet() {
  const { t } = useTranslation();
  return (
    <Modal isOpen onClose={() => openSheet(false)} title={t("keys.title")} description={t("keys.text")}>
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {ROWS.map(([name, caps]) => (
          <div key={name} className="flex items-center justify-between gap-3 border-b py-2.5 text-sm">
            <dt>{t(`keys.${name}`)}</dt>
            <dd className="flex gap-1">
              {caps.map((cap) => (
                <Key key={cap}>{cap}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
