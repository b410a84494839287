import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Modal } from "@/shared/ui/Modal";
import { groupOf, treeOf } from "./draftTree";
import { openListDialog } from "./editing";
import { FilterEditor } from "./FilterEditor";
import type { DialogProps } from "./ListDialogs";

export function FilterDialog({ search, onSearch, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const [group, setGroup] = useState(() => groupOf(search.filter));
  const tree = treeOf(group);
  const apply = () => onSearch({ filter: tree ?? undefined });
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t("filter.editor")}
      description={t("filter.text")}
      className="md:w-[min(46rem,94vw)]"
    >
      <FilterEditor group={group} onChange={setGroup} />
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        {canReply && (
          <Button
            look="quiet"
            disabled={!tree}
            onClick={() => {
              apply();
              openListDialog("save");
            }}
          >
            {t("views.save")}
          </Button>
        )}
        <Button
          look="primary"
          onClick={() => {
            apply();
            onClose();
          }}
        >
          {t("filter.apply")}
        </Button>
      </div>
    </Modal>
  );
}
