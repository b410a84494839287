import { useTranslation } from "react-i18next";
import { Key } from "@/shared/ui/Key";
import { Modal } from "@/shared/ui/Modal";
import { openSheet } from "./sheet";

const GROUPS = [
  {
    name: "everywhere",
    rows: [
      ["palette", ["Ctrl", "K"]],
      ["search", ["/"]],
      ["sheet", ["?"]],
      ["undo", ["Z"]],
      ["goInbox", ["G", "I"]],
      ["goContacts", ["G", "C"]],
      ["goKnowledge", ["G", "K"]],
      ["goAgent", ["G", "A"]],
      ["goSettings", ["G", "S"]],
    ],
  },
  {
    name: "list",
    rows: [
      ["next", ["J"]],
      ["previous", ["K"]],
      ["select", ["X"]],
      ["selectRange", ["Shift", "X"]],
      ["selectNext", ["Shift", "J"]],
      ["tabs", ["1", "…", "6"]],
      ["rowMenu", ["Shift", "F10"]],
      ["leave", ["Esc"]],
    ],
  },
  {
    name: "conversation",
    rows: [
      ["reply", ["R"]],
      ["note", ["N"]],
      ["resolve", ["E"]],
      ["resolveNext", ["Shift", "E"]],
      ["assign", ["A"]],
      ["assignToMe", ["Shift", "A"]],
      ["labels", ["L"]],
      ["snooze", ["S"]],
      ["priority", ["P"]],
      ["macros", ["M"]],
      ["takeOver", ["T"]],
      ["unread", ["U"]],
      ["find", ["F"]],
      ["panel", ["O"]],
      ["approveDraft", ["Y"]],
      ["editDraft", ["Shift", "Y"]],
      ["discardDraft", ["Shift", "N"]],
    ],
  },
  {
    name: "writing",
    rows: [
      ["send", ["Enter"]],
      ["newLine", ["Shift", "Enter"]],
      ["undoSend", ["Esc"]],
      ["later", ["Alt", "Enter"]],
      ["readyAnswer", ["Ctrl", "/"]],
      ["mention", ["Ctrl", "Shift", "2"]],
      ["bold", ["Ctrl", "B"]],
      ["italic", ["Ctrl", "I"]],
    ],
  },
  {
    name: "message",
    rows: [
      ["messages", ["V"]],
      ["chooseMessage", ["↑", "↓"]],
      ["replyTo", ["R"]],
      ["react", ["X"]],
      ["copyText", ["C"]],
      ["keep", ["S"]],
      ["translate", ["T"]],
      ["forward", ["F"]],
      ["link", ["L"]],
      ["details", ["I"]],
    ],
  },
] as const;

export function CheatSheet() {
  const { t } = useTranslation();
  return (
    <Modal
      isOpen
      onClose={() => openSheet(false)}
      title={t("keys.title")}
      description={t("keys.text")}
      className="md:w-[min(46rem,94vw)]"
    >
      <div className="gap-x-10 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group.name} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-ink-2">{t(`keys.group.${group.name}`)}</h3>
            <dl>
              {group.rows.map(([name, caps]) => (
                <div key={name} className="flex items-center justify-between gap-3 border-b py-2 text-sm">
                  <dt>{t(`keys.${name}`)}</dt>
                  <dd className="flex gap-1">
                    {caps.map((cap) => (
                      <Key key={cap}>{cap}</Key>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
