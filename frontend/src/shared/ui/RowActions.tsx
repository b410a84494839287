import { Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./IconButton";

/** The two things that can be done to a row of a settings list. */
export function RowActions({
  name,
  onEdit,
  onDelete,
}: {
  name: string;
  onEdit?: () => void;
  onDelete?: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="flex shrink-0">
      {onEdit && (
        <IconButton label={t("settingsRow.edit", { name })} onClick={onEdit}>
          <Pencil className="size-4" />
        </IconButton>
      )}
      {onDelete && (
        <IconButton label={t("settingsRow.delete", { name })} onClick={onDelete}>
          <Trash2 className="size-4" />
        </IconButton>
      )}
    </div>
  );
}
