import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { KnowledgeDocument, Photo } from "@/shared/api/types";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import type { VersionDecision } from "../api";
import { DocumentRow } from "./DocumentRow";
import { PhotoCard } from "./PhotoCard";

const read: KnowledgeDocument = {
  id: "d1",
  kind: "file",
  name: "prices_2025.pdf",
  status: "ready",
  reason: "",
  reason_code: "",
  reason_data: {},
  pages: 3,
  page_errors: 1,
  chunks: 0,
  searchable: false,
  size: 1000,
  content_type: "application/pdf",
  file: "f1",
  progress: 100,
  effective_on: "2025-06-01",
  is_superseded: true,
  superseded_by: { id: "d2", name: "prices_2026.pdf" },
  version: 1,
  is_kept: false,
  named_like: null,
  created_at: "2026-11-20T10:00:00Z",
  rev: 2,
};
const photo: Photo = {
  id: "p1",
  name: "nails.jpg",
  url: "/api/attachments/f2/",
  status: "ready",
  reason: "",
  reason_code: "",
  reason_data: {},
  size: 1000,
  content_type: "image/jpeg",
  width: 60,
  height: 80,
  caption: "",
  description: "",
  text: "",
  labels: [{ name: "Nail polish", score: 0.97 }],
  colours: [],
  reader: "google_vision",
  is_sendable: false,
  created_at: "2026-11-20T10:00:00Z",
  rev: 1,
};
const nothing = () => {};

function row(document: KnowledgeDocument, onDecide: (decision: VersionDecision) => void = nothing) {
  return show(
    <ul>
      <DocumentRow
        document={document}
        canManage
        onOpen={nothing}
        onRetry={nothing}
        onDecide={onDecide}
        onDelete={nothing}
      />
    </ul>,
  );
}

describe("a document in the list", () => {
  it("says which version took its place and lets it count all the same", async () => {
    const onDecide = vi.fn();
    const { container } = await row(read, onDecide);

    await userEvent.click(screen.getByRole("button", { name: "Actions for prices_2025.pdf" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Use it, too" }));

    expect(screen.getByText("Replaced by prices_2026.pdf. It is not used in answers.")).toBeInTheDocument();
    expect(screen.getAllByText("1 page could not be read")).not.toHaveLength(0);
    expect(onDecide).toHaveBeenCalledWith({ is_kept: true });
    expect(await violations(container)).toEqual([]);
  });

  it("asks what to do about another of its name that says other things", async () => {
    const onDecide = vi.fn();
    const twin = { id: "d2", name: "prices_2026.pdf" };
    const { container } = await row(
      { ...read, is_superseded: false, superseded_by: null, named_like: twin },
      onDecide,
    );

    await userEvent.click(screen.getByRole("button", { name: "This one is out of date" }));

    expect(screen.getByText(/prices_2026.pdf is named like this one/)).toBeInTheDocument();
    expect(onDecide).toHaveBeenCalledWith({ is_outdated: true });
    expect(await violations(container)).toEqual([]);
  });

  it("can be opened while it is found by its words only", async () => {
    await row({
      ...read,
      status: "reading",
      progress: 70,
      chunks: 900,
      searchable: true,
      superseded_by: null,
    });

    expect(screen.getByText(/Found by its words already/)).toBeInTheDocument();
    expect(screen.getByText(/900 passages/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "prices_2025.pdf" })).toBeEnabled();
  });

  it("says why it could not be read, with the numbers", async () => {
    await row({
      ...read,
      status: "failed",
      superseded_by: null,
      reason: "x",
      reason_code: "too_many_pages",
      reason_data: { pages: 1200, most: 1000 },
    });

    expect(screen.getByText(/The file has 1200 pages; 1000 can be read/)).toBeInTheDocument();
  });
});

describe("a photo in the grid", () => {
  it("shows what was seen until somebody writes a caption, and that it is not sent", async () => {
    const { container } = await show(
      <ul>
        <PhotoCard photo={photo} onOpen={nothing} />
      </ul>,
    );

    expect(screen.getByRole("button")).toHaveTextContent("Nail polish");
    expect(screen.getByText("Not sent")).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });
});
