import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/shared/directory";
import { Avatar } from "@/shared/ui/Avatar";
import { Choices } from "@/shared/ui/Choices";
import { locationsQuery, type Post } from "../api";

type StaffChoiceProps = { posts: readonly Post[]; onChange: (posts: Post[]) => void; errors?: string[] };

/** Who gives a service; where there are several locations, also at which of them. */
export function StaffChoice({ posts, onChange, errors }: StaffChoiceProps) {
  const { t } = useTranslation();
  const { data: members } = useQuery(membersQuery);
  const { data: locations } = useQuery(locationsQuery);
  const people = (members ?? []).filter(
    (member) => member.is_active || posts.some((post) => post.id === member.id),
  );
  const toggle = (id: string) =>
    onChange(
      posts.some((post) => post.id === id)
        ? posts.filter((post) => post.id !== id)
        : [...posts, { id, locations: [] }],
    );
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t("services.staff")}</legend>
      <ul className="divide-y rounded-xl border">
        {people.map((member) => {
          const post = posts.find((one) => one.id === member.id);
          return (
            <li key={member.id} className="flex flex-col gap-1.5 px-3 py-1.5">
              <label className="flex min-h-9 cursor-pointer items-center gap-2.5 text-sm pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  checked={post !== undefined}
                  onChange={() => toggle(member.id)}
                  className="size-4.5 accent-primary"
                />
                <Avatar id={member.id} name={member.name} size="sm" />
                <span className="truncate">{member.name}</span>
              </label>
              {post && locations && locations.length > 1 && (
                <div className="pb-1.5 pl-7">
                  <Choices
                    label={t("services.staffAt", { name: member.name })}
                    isLabelHidden
                    hint={post.locations?.length ? undefined : t("services.everywhere")}
                    options={locations}
                    chosen={post.locations ?? []}
                    onChange={(ids) =>
                      onChange(posts.map((one) => (one.id === member.id ? { ...one, locations: ids } : one)))
                    }
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <p className={errors?.length ? "mt-1.5 text-[13px] text-danger" : "mt-1.5 text-[13px] text-ink-3"}>
        {errors?.length ? errors.join(" ") : t("services.staffHint")}
      </p>
    </fieldset>
  );
}
